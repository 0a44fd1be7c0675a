#define _GNU_SOURCE
#include "trace.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TRACING "/sys/kernel/tracing/"

static int put(const char *name, const char *value)
{
	int file = open(name, O_WRONLY | O_TRUNC);
	int failed = file < 0 || write(file, value, strlen(value)) < 0;

	if (file >= 0)
		close(file);
	return failed ? -1 : 0;
}

int trace_begin(void)
{
	return put(TRACING "trace", "\n") || put(TRACING "tracing_on", "1") ? -1 : 0;
}

/* `259,0 RA 1234 + 8 [mount]`: device, kind, first sector, sectors. */
static void bio(const char *text, uint8_t *sectors)
{
	char kind[16];
	unsigned long first, count;

	if (sscanf(text, " %*d,%*d %15s %lu + %lu", kind, &first, &count) != 3)
		return;
	int writes = kind[0] == 'W' || kind[0] == 'D' || (kind[0] == 'F' && kind[1] == 'W');
	int ahead = kind[0] == 'R' && strchr(kind + 1, 'A');
	for (unsigned long at = first; at < first + count && at < SECTORS; at++) {
		if (writes)
			sectors[at] |= WRITTEN;
		else if (kind[0] == 'R' && !(sectors[at] & WRITTEN))
			sectors[at] |= ahead ? AHEAD : READ;
	}
}

int trace_end(uint8_t *sectors, uint32_t *looked, int most)
{
	char line[512];
	int found = 0;

	put(TRACING "tracing_on", "0");
	FILE *file = fopen(TRACING "trace", "r");
	while (file && fgets(line, sizeof(line), file)) {
		const char *text;
		if ((text = strstr(line, "block_bio_queue:")))
			bio(text + 16, sectors);
		else if ((text = strstr(line, " log=")) && found >= 0 && found < most)
			looked[found++] = (uint32_t)strtoul(text + 5, NULL, 10);
		else if (strstr(line, "LOST"))
			found = -1;
	}
	if (file)
		fclose(file);
	return file ? found : -1;
}
