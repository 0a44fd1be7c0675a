/* The device that images are put on: its clean content is kept in memory, and only what differs is written. */
#ifndef WARRANT_CRASH_DEVICE_H
#define WARRANT_CRASH_DEVICE_H
#include "trace.h"
#include <stddef.h>
#include <stdint.h>

enum { BLOCK = 4096 };

struct device {
	int descriptor; /* O_DIRECT */
	uint8_t *clean; /* what every image starts from */
	size_t size;
	uint8_t sectors[SECTORS]; /* what the present image did to each */
	uint64_t hashes[SECTORS / 8]; /* of each block that differs from the clean one, else 0 */
};

/*
 * Makes zeros with the runs of two files on them the clean content of `path`; `-` for no second file. Opened
 * again with the same size, it writes the difference alone.
 */
int device_open(struct device *device, const char *path, size_t size, const char *common, const char *own);
/* Puts the runs of the file `image` on the clean content. A run is { uint64_t offset, size; bytes }. */
int device_put(struct device *device, const char *image);
/* Drops what the kernel has cached of it, so that whoever reads it next is seen reading. */
int device_forget(const struct device *device);
/* Hashes what differs from the clean content; `device_hash_of` then gives that of some blocks, or of all. */
void device_scan(struct device *device);
uint64_t device_hash_of(const struct device *device, const uint8_t *blocks);
/* Makes it clean again. */
int device_clean(struct device *device);
#endif
