/* What recovery left, handed to the host on a second device: each block and each state once. */
#ifndef WARRANT_CRASH_EXPORT_H
#define WARRANT_CRASH_EXPORT_H
#include "device.h"

/*
 * A stream of 64-bit words from the start of the device `path`: 1, hash, 512 words of a block; or 2, job, hash,
 * count, then block and hash of each; or 3, bytes, a text filled up to whole words; or 0 at its end.
 */
int export_open(const char *path);
int export_block(uint64_t hash, const uint8_t *block);
int export_state(uint64_t job, uint64_t hash, const struct device *device);
/* The text of a file. */
int export_text(const char *path);
/* Writes out what is buffered. */
int export_end(void);
#endif
