#include "script.h"
#include <stdio.h>
#include <stdlib.h>

struct act *script_read(const char *name, int *count)
{
	struct act *acts = NULL;
	int room = 0;
	FILE *file = fopen(name, "r");

	*count = 0;
	while (file) {
		struct act act = { 0 };
		if (fscanf(file, " %c %d %zu %zu %d", &act.kind, &act.file, &act.at, &act.bytes,
			   &act.mapping) != 5)
			break;
		if (*count == room) {
			room = room * 2 + 1024;
			struct act *more = realloc(acts, (size_t)room * sizeof(act));
			if (!more)
				break;
			acts = more;
		}
		acts[(*count)++] = act;
	}
	if (file)
		fclose(file);
	return acts;
}
