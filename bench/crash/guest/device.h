/* The device that images are put on: its clean content is kept in memory, and only what differs is written. */
#ifndef WARRANT_CRASH_DEVICE_H
#define WARRANT_CRASH_DEVICE_H
#include "trace.h"
#include <stddef.h>
#include <stdint.h>

enum { BLOCK = 4096 };

struct device {
	int descriptor; /* O_DIRECT */
	uint8_t *common; /* what the jobs of one size share, from the file `from` */
	char from[128];
	uint8_t *clean; /* what every image starts from */
	uint32_t own[SECTORS / 8]; /* blocks in which that is not the common base */
	size_t owns;
	size_t size;
	uint8_t sectors[SECTORS]; /* what the present image did to each */
	uint64_t hashes[SECTORS / 8]; /* of each block that differs from the clean one, else 0 */
	uint32_t differing[SECTORS / 8]; /* those blocks, in order */
	size_t differs;
};

/*
 * Makes zeros with the runs of two files on them the clean content of `path`; `-` for no second file. Opened
 * again with the same first file, it writes the difference alone. The second has whole blocks. A run is { uint64_t offset, size; bytes }.
 */
int device_open(struct device *device, const char *path, size_t size, const char *common, const char *own);
/* Puts an image of `pages_of` on the clean content. */
int device_put(struct device *device, const uint32_t *image);
/* Drops what the kernel has cached of it, so that whoever reads it next is seen reading. */
int device_forget(const struct device *device);
/*
 * Finds what differs from the clean content and calls `found` with every such block. `state` is a hash of all
 * that differs, of what the image put there and of what was written since; `left` of what was written since
 * to which sectors.
 */
int device_scan(struct device *device, int (*found)(uint64_t hash, const uint8_t *block), uint64_t *state, uint64_t *left);
/* Makes clean again what the last scan found. */
int device_clean(struct device *device);
#endif
