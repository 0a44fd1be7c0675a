#define _GNU_SOURCE
#include "trace.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TRACING "/sys/kernel/tracing/"

enum { PAGE = 4096, LARGEST = 65536 };
/* Kinds of entry of a ring buffer's page, and flags of its length (include/linux/ring_buffer.h). */
enum { PADDING = 29, EXTEND = 30, STAMP = 31 };
static const uint64_t MISSED = 1ULL << 31, LENGTH = 0xfffff;

static int raw = -1, on = -1;
static size_t page_size = PAGE;
static struct {
	int id;
	size_t sector, sectors, kind, kind_size; /* offsets in an event */
} bio;
static struct {
	int id;
	size_t block;
} probe;

/* `name` with its type, and an array without its length. */
static int field(const char *format, const char *name, size_t *offset, size_t *size)
{
	const char *at = strstr(format, name);

	at = at ? strchr(at, ';') : NULL;
	return at && sscanf(at, "; offset:%zu; size:%zu;", offset, size) == 2 ? 0 : -1;
}

static int format_of(const char *event, char *text, size_t size)
{
	char path[128];

	snprintf(path, sizeof(path), TRACING "events/%s/format", event);
	int file = open(path, O_RDONLY);
	ssize_t got = file < 0 ? -1 : read(file, text, size - 1);
	if (file >= 0)
		close(file);
	if (got < 0)
		return -1;
	text[got] = 0;
	const char *id = strstr(text, "ID: ");
	return id ? atoi(id + 4) : -1;
}

int trace_open(void)
{
	static char text[8192];
	size_t size;

	bio.id = format_of("block/block_bio_queue", text, sizeof(text));
	if (bio.id < 0 || field(text, "sector_t sector;", &bio.sector, &size) ||
	    field(text, "unsigned int nr_sector;", &bio.sectors, &size) ||
	    field(text, "char rwbs", &bio.kind, &bio.kind_size))
		return -1;
	probe.id = format_of("kprobes/jread", text, sizeof(text));
	if (probe.id >= 0 && field(text, "u32 log;", &probe.block, &size))
		return -1;
	on = open(TRACING "tracing_on", O_WRONLY);
	raw = open(TRACING "per_cpu/cpu0/trace_pipe_raw", O_RDONLY | O_NONBLOCK);
	return on < 0 || raw < 0 ? -1 : 0;
}

/* Kinds as the kernel writes them: R, W, D, with F for a flush before, A for read-ahead after. */
static void note_bio(const uint8_t *event, uint8_t *sectors)
{
	const char *kind = (const char *)event + bio.kind;
	uint64_t first;
	uint32_t count;

	memcpy(&first, event + bio.sector, sizeof(first));
	memcpy(&count, event + bio.sectors, sizeof(count));
	int writes = kind[0] == 'W' || kind[0] == 'D' || (kind[0] == 'F' && kind[1] == 'W');
	int ahead = kind[0] == 'R' && memchr(kind + 1, 'A', bio.kind_size - 1);
	for (uint64_t at = first; at < first + count && at < SECTORS; at++) {
		if (writes)
			sectors[at] |= WRITTEN;
		else if (kind[0] == 'R' && !(sectors[at] & WRITTEN))
			sectors[at] |= ahead ? AHEAD : READ;
	}
}

struct found {
	uint8_t *sectors;
	uint32_t *looked;
	int count, most;
};

static void note_event(const uint8_t *event, struct found *to)
{
	uint16_t id;

	memcpy(&id, event, sizeof(id));
	if (id == bio.id)
		note_bio(event, to->sectors);
	else if (id == probe.id && to->count < to->most)
		memcpy(&to->looked[to->count++], event + probe.block, sizeof(uint32_t));
}

/* One page: a time, its length with flags, then entries of a head of 27 bits of time and 5 of kind. */
static int read_page(const uint8_t *page, struct found *to)
{
	uint64_t commit;

	memcpy(&commit, page + 8, sizeof(commit));
	size_t end = 16 + (commit & LENGTH);
	if (commit & MISSED || end > page_size)
		return -1;
	for (size_t at = 16; at + 4 <= end;) {
		uint32_t head, size;
		memcpy(&head, page + at, sizeof(head));
		uint32_t kind = head & 31;
		memcpy(&size, page + at + 4, sizeof(size));
		if (kind == EXTEND || kind == STAMP)
			at += 8;
		else if (kind == PADDING) {
			if (!(head >> 5))
				break;
			at += 4 + size;
		} else if (kind) {
			note_event(page + at + 4, to);
			at += 4 + kind * 4;
		} else {
			note_event(page + at + 8, to);
			at += 4 + size;
		}
	}
	return 0;
}

static int drain(struct found *to)
{
	static uint8_t page[LARGEST] __attribute__((aligned(4096)));
	ssize_t got;
	int lost = 0;

	while ((got = read(raw, page, page_size)) > 0)
		if (to && read_page(page, to))
			lost = -1;
	return got < 0 && errno != EAGAIN ? -1 : lost;
}

static int turn(const char *state)
{
	return write(on, state, 1) == 1 ? 0 : -1;
}

int trace_begin(void)
{
	return turn("0") || drain(NULL) || turn("1") ? -1 : 0;
}

int trace_end(uint8_t *sectors, uint32_t *looked, int most)
{
	struct found to = { sectors, looked, 0, most };

	return turn("0") || drain(&to) ? -1 : to.count;
}
