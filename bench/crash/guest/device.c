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

static int into_common(struct device *device, size_t at, const uint8_t *bytes, size_t size)
{
	memcpy(device->common + at, bytes, size);
	return 0;
}

static int put_block(struct device *device, size_t block, const uint8_t *from)
{
	memcpy(device->clean + block * BLOCK, from, BLOCK);
	memcpy(blocks, from, BLOCK);
	return pwrite(device->descriptor, blocks, BLOCK, (off_t)(block * BLOCK)) == BLOCK ? 0 : -1;
}

/* Blocks of one job alone. */
static int into_clean(struct device *device, size_t at, const uint8_t *bytes, size_t size)
{
	if (at % BLOCK || size % BLOCK || device->owns + size / BLOCK > SECTORS / PER_BLOCK)
		return -1;
	for (size_t done = 0; done < size; done += BLOCK) {
		device->own[device->owns++] = (uint32_t)((at + done) / BLOCK);
		if (put_block(device, (at + done) / BLOCK, bytes + done))
			return -1;
	}
	return 0;
}

static uint8_t *memory(size_t size)
{
	return mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

/* Puts the base on the device that jobs of one size share. */
static int device_make(struct device *device, const char *path, size_t size, const char *common)
{
	if (device->clean) {
		munmap(device->clean, device->size);
		munmap(device->common, device->size);
		close(device->descriptor);
	}
	device->size = size;
	device->owns = 0;
	device->clean = memory(size);
	device->common = memory(size);
	device->descriptor = open(path, O_RDWR | O_DIRECT);
	snprintf(device->from, sizeof(device->from), "%s", common);
	if (device->descriptor < 0 || device->clean == MAP_FAILED || device->common == MAP_FAILED ||
	    size / SECTOR > SECTORS || runs(device, common, into_common))
		return -1;
	memcpy(device->clean, device->common, size);
	for (size_t at = 0; at < size; at += sizeof(blocks)) {
		size_t part = size - at < sizeof(blocks) ? size - at : sizeof(blocks);
		if (pwrite(device->descriptor, device->clean + at, part, (off_t)at) != (ssize_t)part)
			return -1;
	}
	return 0;
}

/* What the job before had of its own is as in the common base again. */
static int device_revert(struct device *device)
{
	for (; device->owns; device->owns--) {
		size_t block = device->own[device->owns - 1];
		if (put_block(device, block, device->common + block * BLOCK))
			return -1;
	}
	return 0;
}

int device_open(struct device *device, const char *path, size_t size, const char *common, const char *own)
{
	int same = device->clean && device->size == size && !strcmp(device->from, common);

	memset(device->sectors, 0, sizeof(device->sectors));
	memset(device->hashes, 0, sizeof(device->hashes));
	device->differs = 0;
	if (same ? device_revert(device) : device_make(device, path, size, common))
		return -1;
	return strcmp(own, "-") && runs(device, own, into_clean) ? -1 : 0;
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

static const uint64_t seed = 0xcbf29ce484222325, prime = 0x100000001b3;

static uint64_t mixed(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * prime;
	return hash << 31 | hash >> 33;
}

/* FNV-1a by words, rotated, in four lanes: that of a block is made of those of its sectors. */
static uint64_t hash_sector(const uint8_t *sector)
{
	uint64_t lanes[4] = { seed, seed + 1, seed + 2, seed + 3 }, words[4];

	for (size_t i = 0; i < SECTOR; i += sizeof(words)) {
		memcpy(words, sector + i, sizeof(words));
		lanes[0] = mixed(lanes[0], words[0]);
		lanes[1] = mixed(lanes[1], words[1]);
		lanes[2] = mixed(lanes[2], words[2]);
		lanes[3] = mixed(lanes[3], words[3]);
	}
	return mixed(mixed(mixed(lanes[0], lanes[1]), lanes[2]), lanes[3]);
}

/* How many dirty blocks follow each other from `block` on. */
static size_t dirty_run(const struct device *device, size_t block)
{
	size_t count = 0;

	while (count < TOGETHER && (block + count) * BLOCK < device->size && is_dirty(device, block + count))
		count++;
	return count;
}

/* Adds the sectors of a block that were written: of what is as in the clean content, the place alone. */
static uint64_t add_written(const struct device *device, size_t block, const uint64_t *hashes, uint64_t all)
{
	for (size_t i = 0; i < PER_BLOCK; i++) {
		if (!(device->sectors[block * PER_BLOCK + i] & WRITTEN))
			continue;
		all = mixed(all, block * PER_BLOCK + i);
		if (hashes[i])
			all = mixed(all, hashes[i]);
	}
	return all;
}

/* Hashes of the sectors of a block, 0 of those that are as in the clean content; returns that of the block. */
static uint64_t hash_block(const uint8_t *now, const uint8_t *clean, uint64_t *hashes)
{
	uint64_t all = seed;

	for (size_t i = 0; i < PER_BLOCK; i++) {
		uint64_t hash = hash_sector(now + i * SECTOR);
		all = mixed(all, hash);
		hashes[i] = memcmp(now + i * SECTOR, clean + i * SECTOR, SECTOR) ? hash | 1 : 0;
	}
	return all | 1;
}

int device_scan(struct device *device, int (*found)(uint64_t hash, const uint8_t *block), uint64_t *state, uint64_t *left)
{
	*state = *left = seed;
	for (size_t i = 0; i < device->differs; i++)
		device->hashes[device->differing[i]] = 0;
	device->differs = 0;
	for (size_t block = 0; block < device->size / BLOCK; block++) {
		size_t count = dirty_run(device, block);
		if (!count)
			continue;
		if (pread(device->descriptor, blocks, count * BLOCK, (off_t)(block * BLOCK)) != (ssize_t)(count * BLOCK))
			return -1;
		for (size_t i = 0; i < count; i++, block++) {
			const uint8_t *now = blocks + i * BLOCK;
			const uint8_t *clean = device->clean + block * BLOCK;
			uint64_t hashes[PER_BLOCK] = { 0 }, hash = 0;
			if (memcmp(now, clean, BLOCK))
				hash = hash_block(now, clean, hashes);
			*left = add_written(device, block, hashes, *left);
			if (!hash)
				continue;
			device->hashes[block] = hash;
			device->differing[device->differs++] = (uint32_t)block;
			*state = mixed(mixed(*state, block), hash);
			if (found(hash, now))
				return -1;
		}
		block--;
	}
	return 0;
}

int device_clean(struct device *device)
{
	int failed = 0;

	for (size_t i = 0; i < device->differs; i++) {
		size_t block = device->differing[i], count = 1;
		while (i + 1 < device->differs && device->differing[i + 1] == block + count)
			count++, i++;
		failed |= pwrite(device->descriptor, device->clean + block * BLOCK, count * BLOCK,
				 (off_t)(block * BLOCK)) != (ssize_t)(count * BLOCK);
	}
	memset(device->sectors, 0, device->size / SECTOR);
	return failed;
}
