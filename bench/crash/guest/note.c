#define _GNU_SOURCE
#include "note.h"
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { SECTOR = 512 };

int note(const char *text)
{
	static char sector[SECTOR] __attribute__((aligned(4096)));
	char path[64];
	long long offset;
	FILE *where = fopen("/jobs/notes", "r");

	if (!where)
		return 0;
	int known = fscanf(where, "%63s %lld", path, &offset) == 2;
	fclose(where);
	int device = known ? open(path, O_WRONLY | O_DIRECT) : -1;
	memset(sector, 0, sizeof(sector));
	snprintf(sector, sizeof(sector), "%s", text);
	int failed = device < 0 || pwrite(device, sector, SECTOR, (off_t)offset) != SECTOR;
	if (device >= 0)
		close(device);
	if (failed)
		perror("crash note");
	return failed;
}
