/*
 * Maps one block of a file, makes extents elsewhere in it, and asks the disk where the record that leads to the
 * mapped block lies before, after, and once the others are gone: in the inode or in which block of the tree.
 * The file system is frozen meanwhile, so that what is on the disk is what it knows.
 */
#define _GNU_SOURCE
#include "lab.h"
#include <endian.h>
#include <fcntl.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 4096, MAPPED = 4000 };

struct place {
	uint64_t block; /* 0: the inode */
	int depth;
};

static int device;

static uint8_t *on_disk(uint64_t block)
{
	static uint8_t *bytes;
	lab_must(bytes || !posix_memalign((void **)&bytes, BLOCK, BLOCK));
	lab_must(pread(device, bytes, BLOCK, (off_t)(block * BLOCK)) == BLOCK);
	return bytes;
}

static uint64_t little(const uint8_t *at, int size)
{
	uint64_t value = 0;
	for (int i = size; i--;)
		value = value << 8 | at[i];
	return value;
}

static uint64_t big(const uint8_t *at, int size)
{
	uint64_t value = 0;
	for (int i = 0; i < size; i++)
		value = value << 8 | at[i];
	return value;
}

/* ext4_extents.h: a header of 12 bytes, then records or indexes of 12 bytes each. */
static struct place in_ext4(uint64_t inode)
{
	uint8_t *super = on_disk(0) + 1024;
	uint64_t group = (inode - 1) / little(super + 40, 4), index = (inode - 1) % little(super + 40, 4);
	uint64_t size = little(super + 88, 2), descriptor = little(super + 96, 4) & 0x80 ? little(super + 254, 2) : 32;
	uint8_t *group_at = on_disk(1 + group * descriptor / BLOCK) + group * descriptor % BLOCK;
	uint64_t table = little(group_at + 8, 4) | (descriptor > 32 ? little(group_at + 40, 4) << 32 : 0);
	uint8_t *node = on_disk(table + index * size / BLOCK) + index * size % BLOCK + 40;
	struct place place = { 0, (int)little(node + 6, 2) };

	for (int depth = place.depth; depth > 0; depth--) {
		int entries = (int)little(node + 2, 2), at = 0;
		lab_must(little(node, 2) == 0xf30a && entries > 0);
		while (at + 1 < entries && little(node + 12 * (at + 2), 4) <= MAPPED)
			at++;
		place.block = little(node + 12 * (at + 1) + 4, 4) | little(node + 12 * (at + 1) + 8, 2) << 32;
		node = on_disk(place.block);
	}
	lab_must(little(node, 2) == 0xf30a && little(node + 6, 2) == 0);
	return place;
}

/* xfs_format.h: the fork holds records (format 2) or the root of a tree (3); nodes are keys, then pointers. */
static struct place in_xfs(uint64_t inode)
{
	uint8_t *super = on_disk(0);
	uint64_t blocks = big(super + 84, 4), size = big(super + 104, 2);
	int per_block = super[123], per_group = super[124];
	lab_must(big(super, 4) == 0x58465342 && big(super + 4, 4) == BLOCK);
	uint64_t group = inode >> (per_group + per_block), at = inode >> per_block & ((1ULL << per_group) - 1);
	uint8_t *core = on_disk(group * blocks + at) + (inode & ((1ULL << per_block) - 1)) * size;
	lab_must(big(core, 2) == 0x494e);
	if (core[5] == 2)
		return (struct place){ 0, 0 };
	lab_must(core[5] == 3);
	uint64_t space = core[82] ? core[82] * 8 : size - 176;
	uint8_t *node = core + 176, *keys = node + 4;
	uint64_t most = (space - 4) / 16;
	struct place place = { 0, (int)big(node, 2) };

	for (int entries = (int)big(node + 2, 2), level = place.depth; level > 0; level--) {
		int key = 0;
		while (key + 1 < entries && big(keys + 8 * (key + 1), 8) <= MAPPED)
			key++;
		uint64_t pointer = big(keys + 8 * most + 8 * (uint64_t)key, 8);
		place.block = (pointer >> per_group) * blocks + (pointer & ((1ULL << per_group) - 1));
		node = on_disk(place.block);
		lab_must(big(node, 4) == 0x424d4133 && big(node + 4, 2) == (uint64_t)level - 1);
		entries = (int)big(node + 6, 2);
		keys = node + 72;
		most = (BLOCK - 72) / 16;
	}
	return place;
}

static struct place record_of(int file)
{
	struct stat about;
	int root = open(".", O_RDONLY);
	lab_must(!fstat(file, &about) && !fsync(file) && !ioctl(root, FIFREEZE, 0));
	struct place place = on_disk(0)[0] == 'X' ? in_xfs(about.st_ino) : in_ext4(about.st_ino);
	lab_must(!ioctl(root, FITHAW, 0) && !close(root));
	return place;
}

/* Where the mapped block itself lies. */
static uint64_t block_of(int file)
{
	struct {
		struct fiemap map;
		struct fiemap_extent extent;
	} asked = { .map = { .fm_start = (uint64_t)MAPPED * BLOCK, .fm_length = BLOCK, .fm_extent_count = 1 } };
	lab_must(!ioctl(file, FS_IOC_FIEMAP, &asked) && asked.map.fm_mapped_extents == 1);
	return asked.extent.fe_physical + ((uint64_t)MAPPED * BLOCK - asked.extent.fe_logical);
}

int main(void)
{
	static char bytes[BLOCK] = "other";
	int file = open("f", O_RDWR | O_CREAT, 0600), others = atoi(lab_axis("others"));

	device = open(getenv("LAB_NODE"), O_RDONLY | O_DIRECT);
	lab_must(device >= 0 && !ftruncate(file, (MAPPED + 1LL) * BLOCK));
	char *page = mmap(NULL, BLOCK, PROT_READ | PROT_WRITE, MAP_SHARED, file, (off_t)MAPPED * BLOCK);
	lab_must(page != MAP_FAILED);
	strcpy(page, "mapped");
	lab_must(!msync(page, BLOCK, MS_SYNC));
	struct place before = record_of(file);
	uint64_t block = block_of(file);

	for (int i = 0; i < others; i++)
		lab_must(pwrite(file, bytes, BLOCK, (off_t)i * 2 * BLOCK) == BLOCK);
	struct place after = record_of(file);
	lab_metric("record-moved", before.block != after.block);
	lab_metric("tree-depth", after.depth);
	lab_metric("block-moved", block != block_of(file));

	lab_must(!fallocate(file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, (off_t)MAPPED * BLOCK));
	struct place merged = record_of(file);
	lab_metric("record-moved-again", after.block != merged.block);
	lab_metric("tree-depth-after-removal", merged.depth);
	lab_must(!strcmp(page, "mapped"));
}
