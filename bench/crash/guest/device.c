#define _GNU_SOURCE
#include "device.h"
#include "pages.h"
#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

enum { PER_BLOCK = BLOCK / SECTOR, CHUNK = 1 << 20, TOGETHER = 256 };

static uint8_t blocks[TOGETHER * BLOCK] __attribute__((aligned(BLOCK)));

static int is_dirty(const struct device *device, size_t block)
{
	uint64_t bits;

	memcpy(&bits, device->sectors + block * PER_BLOCK, sizeof(bits));
	return (bits & 0x0101010101010101 * (WRITTEN | IMAGE)) != 0;
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
		memcpy(blocks, wanted + at, BLOCK);
		if (pwrite(device->descriptor, blocks, BLOCK, (off_t)at) != BLOCK)
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
	memset(device->hashes, 0, sizeof(device->hashes));
	device->differs = 0;
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

int device_put(struct device *device, const uint32_t *image)
{
	struct iovec pieces[TOGETHER];

	for (uint32_t at = 0; at < image_blocks(image);) {
		uint32_t block = image_block(image, at), count = 0;
		if ((size_t)block * BLOCK >= device->size)
			return -1;
		while (count < TOGETHER && at < image_blocks(image) && image_block(image, at) == block + count) {
			pieces[count++] = (struct iovec){ (void *)image_page(image, at++), BLOCK };
			memset(device->sectors + (block + count - 1) * PER_BLOCK, IMAGE, PER_BLOCK);
		}
		if (pwritev(device->descriptor, pieces, (int)count, (off_t)block * BLOCK) != (ssize_t)count * BLOCK)
			return -1;
	}
	return device_forget(device);
}

int device_forget(const struct device *device)
{
	return ioctl(device->descriptor, BLKFLSBUF, 0);
}

static uint64_t hash_bytes(const uint8_t *block, int size)
{
	uint64_t hash = 0xcbf29ce484222325; /* FNV-1a, by words */

	for (int i = 0; i < size; i += 8) {
		uint64_t word;
		memcpy(&word, block + i, 8);
		hash = (hash ^ word) * 0x100000001b3;
		hash ^= hash >> 29;
	}
	return hash | 1;
}

/* How many dirty blocks follow each other from `block` on. */
static size_t dirty_run(const struct device *device, size_t block)
{
	size_t count = 0;

	while (count < TOGETHER && (block + count) * BLOCK < device->size && is_dirty(device, block + count))
		count++;
	return count;
}

uint64_t device_scan(struct device *device, int (*found)(uint64_t hash, const uint8_t *block))
{
	uint64_t all = 0xcbf29ce484222325;

	for (size_t i = 0; i < device->differs; i++)
		device->hashes[device->differing[i]] = 0;
	device->differs = 0;
	for (size_t block = 0; block < device->size / BLOCK; block++) {
		size_t count = dirty_run(device, block);
		if (!count)
			continue;
		if (pread(device->descriptor, blocks, count * BLOCK, (off_t)(block * BLOCK)) != (ssize_t)(count * BLOCK))
			return 0;
		for (size_t i = 0; i < count; i++, block++) {
			const uint8_t *now = blocks + i * BLOCK;
			if (!memcmp(now, device->clean + block * BLOCK, BLOCK))
				continue;
			uint64_t hash = hash_bytes(now, BLOCK);
			device->hashes[block] = hash;
			device->differing[device->differs++] = (uint32_t)block;
			all = ((all ^ block) * 0x100000001b3 ^ hash) * 0x100000001b3;
			if (found(hash, now))
				return 0;
		}
		block--;
	}
	return all;
}

uint64_t device_written(struct device *device)
{
	uint64_t all = 0xcbf29ce484222325;

	for (size_t block = 0; block < device->size / BLOCK; block++) {
		size_t count = dirty_run(device, block);
		if (!count)
			continue;
		if (pread(device->descriptor, blocks, count * BLOCK, (off_t)(block * BLOCK)) != (ssize_t)(count * BLOCK))
			return 0;
		for (size_t i = 0; i < count * PER_BLOCK; i++)
			if (device->sectors[block * PER_BLOCK + i] & WRITTEN)
				all = ((all ^ (block * PER_BLOCK + i)) * 0x100000001b3 ^
				       hash_bytes(blocks + i * SECTOR, SECTOR)) *
				      0x100000001b3;
		block += count - 1;
	}
	return all | 1;
}

int device_clean(struct device *device)
{
	int failed = 0;

	for (size_t block = 0; block < device->size / BLOCK; block++) {
		size_t count = dirty_run(device, block);
		if (!count)
			continue;
		failed |= pwrite(device->descriptor, device->clean + block * BLOCK, count * BLOCK,
				 (off_t)(block * BLOCK)) != (ssize_t)(count * BLOCK);
		memset(device->sectors + block * PER_BLOCK, 0, count * PER_BLOCK);
		block += count - 1;
	}
	/* What was read and never written. */
	memset(device->sectors, 0, device->size / SECTOR);
	return failed;
}
