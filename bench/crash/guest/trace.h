/* Which parts of a device the kernel read and wrote, from its own tracepoint block:block_bio_queue. */
#ifndef WARRANT_CRASH_TRACE_H
#define WARRANT_CRASH_TRACE_H
#include <stddef.h>
#include <stdint.h>

enum { SECTOR = 512, SECTORS = 1 << 19 /* 256 MiB */ };

/* What happened to each sector, as bits. */
enum { READ = 1, AHEAD = 2, WRITTEN = 4, IMAGE = 8 /* put there by us */ };

/* Finds the tracepoint, and the probe `jread` if there is one; 0, or -1. */
int trace_open(void);
/* Forgets what was traced and begins. */
int trace_begin(void);
/*
 * Adds to `sectors` what was traced since `trace_begin`: a sector that was written before it was read does
 * not count as read. Blocks of its log that jbd2 looked at go to `looked`, at most `most`; returns how many,
 * or -1 if the kernel lost events.
 */
int trace_end(uint8_t *sectors, uint32_t *looked, int most);
#endif
