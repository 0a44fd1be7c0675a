/* What runs inside the guests of the crash laboratory. */
#include "note.h"
#include "pause.h"
#include "records.h"
#include "recover.h"
#include "sequence.h"
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		int (*run)(const char *);
	} commands[] = { { "recover", recover },
			 { "records", records_oracle },
			 { "note", note },
			 { "pause", pause_here },
			 { "sequences", sequences },
			 { "state", sequence_oracle } };

	for (size_t i = 0; argc == 3 && i < sizeof(commands) / sizeof(*commands); i++)
		if (!strcmp(argv[1], commands[i].name))
			return commands[i].run(argv[2]);
	fprintf(stderr, "usage: crash recover LIST | records FILE | note TEXT | pause WHY | sequences FILE | state FOLDER\n");
	return 2;
}
