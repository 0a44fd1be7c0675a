#define _GNU_SOURCE
#include "device.h"
#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PER_BLOCK = BLOCK / SECTOR, CHUNK = 1 << 20 };

static uint8_t block[BLOCK] __attribute__((aligned(BLOCK)));

static int is_dirty(const struct device *device, size_t at)
{
	for (int i = 0; i < PER_BLOCK; i++)
		if (device->sectors[at / SECTOR + (size_t)i] & (WRITTEN | IMAGE | RECOVERED))
			return 1;
	return 0;
}

/* Calls `each` with every run of a file; the bytes are valid until it returns. */
static int runs(struct device *device, const char *path,
		int (*each)(struct device *, size_t at, const uint8_t *bytes, size_t size))
{
	static uint8_t bytes[CHUNK];
	uint64_t head[2]; /* offset, size */
	FILE *file = fopen(path, "r");
	int failed = !file;

	while (!failed && fread(head, sizeof(head), 1, file) == 1)
		failed = head[1] > CHUNK || head[0] + head[1] > device->size ||
			 fread(bytes, head[1], 1, file) != 1 || each(device, head[0], bytes, head[1]);
	if (file)
		fclose(file);
	return failed;
}

static int into_clean(struct device *device, size_t at, const uint8_t *bytes, size_t size)
{
	memcpy(device->clean + at, bytes, size);
	return 0;
}

/* Writes `wanted` where it differs from what is clean now, or all of it at first. */
static int make_clean(struct device *device, const uint8_t *wanted, int first)
{
	for (size_t at = 0; at < device->size; at += BLOCK) {
		if (!first && !memcmp(device->clean + at, wanted + at, BLOCK))
			continue;
		memcpy(block, wanted + at, BLOCK);
		if (pwrite(device->descriptor, block, BLOCK, (off_t)at) != BLOCK)
			return -1;
	}
	return 0;
}

static uint8_t *memory(size_t size)
{
	return mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

int device_open(struct device *device, const char *path, size_t size, const char *common, const char *own)
{
	struct device before = *device;
	int first = !before.clean || before.size != size;

	if (first && before.clean) {
		munmap(before.clean, before.size);
		close(before.descriptor);
	}
	memset(device->sectors, 0, sizeof(device->sectors));
	device->size = size;
	device->clean = memory(size);
	if (first)
		device->descriptor = open(path, O_RDWR | O_DIRECT);
	if (device->descriptor < 0 || device->clean == MAP_FAILED || size / SECTOR > SECTORS ||
	    runs(device, common, into_clean) || (strcmp(own, "-") && runs(device, own, into_clean)))
		return -1;
	uint8_t *wanted = device->clean;
	if (!first)
		device->clean = before.clean;
	int failed = make_clean(device, wanted, first);
	if (!first)
		munmap(before.clean, size);
	device->clean = wanted;
	return failed;
}

static int onto_device(struct device *device, size_t at, const uint8_t *bytes, size_t size)
{
	while (size) {
		size_t start = at - at % BLOCK, part = BLOCK - at % BLOCK;
		part = part < size ? part : size;
		if (is_dirty(device, start)) {
			if (pread(device->descriptor, block, BLOCK, (off_t)start) != BLOCK)
				return -1;
		} else
			memcpy(block, device->clean + start, BLOCK);
		memcpy(block + at % BLOCK, bytes, part);
		if (pwrite(device->descriptor, block, BLOCK, (off_t)start) != BLOCK)
			return -1;
		device->sectors[start / SECTOR] |= IMAGE;
		at += part, bytes += part, size -= part;
	}
	return 0;
}

int device_put(struct device *device, const char *image)
{
	return runs(device, image, onto_device) || device_forget(device);
}

int device_forget(const struct device *device)
{
	return ioctl(device->descriptor, BLKFLSBUF, 0);
}

static uint64_t hash_block(void)
{
	uint64_t hash = 0xcbf29ce484222325; /* FNV-1a, by words */

	for (int i = 0; i < BLOCK; i += 8) {
		uint64_t word;
		memcpy(&word, block + i, 8);
		hash = (hash ^ word) * 0x100000001b3;
		hash ^= hash >> 29;
	}
	return hash | 1;
}

void device_scan(struct device *device)
{
	for (size_t at = 0; at < device->size; at += BLOCK) {
		int differs = is_dirty(device, at) &&
			      pread(device->descriptor, block, BLOCK, (off_t)at) == BLOCK &&
			      memcmp(block, device->clean + at, BLOCK);
		device->hashes[at / BLOCK] = differs ? hash_block() : 0;
	}
}

uint64_t device_hash_of(const struct device *device, const uint8_t *blocks)
{
	uint64_t hash = 0xcbf29ce484222325;

	for (size_t at = 0; at < device->size / BLOCK; at++)
		if (device->hashes[at] && (!blocks || blocks[at]))
			hash = ((hash ^ at) * 0x100000001b3 ^ device->hashes[at]) * 0x100000001b3;
	return hash;
}

int device_clean(struct device *device)
{
	int failed = 0;

	for (size_t at = 0; at < device->size; at += BLOCK)
		if (is_dirty(device, at))
			failed |= pwrite(device->descriptor, device->clean + at, BLOCK, (off_t)at) != BLOCK;
	memset(device->sectors, 0, sizeof(device->sectors));
	return failed;
}
