#define _GNU_SOURCE
#include "export.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUFFER = 1 << 20, SLOTS = 1 << 20 };
enum { END, IS_BLOCK, IS_STATE, IS_TEXT };

static int device = -1;
static uint8_t *buffer;
static size_t used;
static off_t written;
static uint64_t *seen; /* hashes, open addressing */
static size_t known;

static int flush_whole(void)
{
	if (pwrite(device, buffer, BUFFER, written) != BUFFER)
		return -1;
	written += BUFFER;
	used = 0;
	return 0;
}

static int put(const void *bytes, size_t size)
{
	const uint8_t *from = bytes;

	while (size) {
		size_t part = BUFFER - used < size ? BUFFER - used : size;
		memcpy(buffer + used, from, part);
		used += part, from += part, size -= part;
		if (used == BUFFER && flush_whole())
			return -1;
	}
	return 0;
}

/* Whether it was not there before. */
static int is_new(uint64_t kind, uint64_t hash)
{
	uint64_t key = hash * 0x9e3779b97f4a7c15 ^ kind;
	size_t at = key % SLOTS;

	for (; seen[at]; at = (at + 1) % SLOTS)
		if (seen[at] == key)
			return 0;
	if (known < SLOTS / 2) {
		seen[at] = key;
		known++;
	}
	return 1;
}

int export_open(const char *path)
{
	seen = calloc(SLOTS, sizeof(*seen));
	device = open(path, O_WRONLY | O_DIRECT);
	return !seen || device < 0 || posix_memalign((void **)&buffer, BLOCK, BUFFER) ? -1 : 0;
}

int export_block(uint64_t hash, const uint8_t *block)
{
	const uint64_t head[] = { IS_BLOCK, hash };

	return is_new(IS_BLOCK, hash) && (put(head, sizeof(head)) || put(block, BLOCK)) ? -1 : 0;
}

int export_state(uint64_t job, uint64_t hash, const struct device *of)
{
	const uint64_t head[] = { IS_STATE, job, hash, of->differs };

	if (!is_new(IS_STATE + (job << 8), hash))
		return 0;
	int failed = put(head, sizeof(head));
	for (size_t i = 0; !failed && i < of->differs; i++) {
		const uint64_t one[] = { of->differing[i], of->hashes[of->differing[i]] };
		failed = put(one, sizeof(one));
	}
	return failed;
}

int export_text(const char *path)
{
	static char bytes[BLOCK];
	FILE *file = fopen(path, "r");
	struct stat info;

	if (!file || fstat(fileno(file), &info))
		return -1;
	const uint64_t head[] = { IS_TEXT, (uint64_t)info.st_size };
	int failed = put(head, sizeof(head));
	for (size_t got; !failed && (got = fread(bytes, 1, sizeof(bytes), file)) > 0;)
		failed = put(bytes, got);
	fclose(file);
	memset(bytes, 0, 8);
	return failed || put(bytes, (8 - head[1] % 8) % 8) ? -1 : 0;
}

int export_end(void)
{
	const uint64_t end = END;

	if (put(&end, sizeof(end)))
		return -1;
	memset(buffer + used, 0, BUFFER - used);
	return flush_whole();
}
