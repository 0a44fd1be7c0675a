#define _GNU_SOURCE
#include "block.h"
#include <fcntl.h>
#include <linux/btrfs.h>
#include <linux/btrfs_tree.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <linux/magic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/vfs.h>
#include <unistd.h>

enum { BLOCK = 4096, SECTOR = 512 };

/*
 * The chunk of btrfs that a logical address is in: FIEMAP gives addresses of the chunk tree, and a write
 * goes to another block of the same chunk, so that the chunk as a whole is what a fault must cover.
 */
static const char *btrfs_chunk(int descriptor, unsigned long long logical, struct extent *extent)
{
	struct btrfs_ioctl_search_args search = {
		.key = { .tree_id = BTRFS_CHUNK_TREE_OBJECTID,
			 .min_objectid = BTRFS_FIRST_CHUNK_TREE_OBJECTID,
			 .max_objectid = BTRFS_FIRST_CHUNK_TREE_OBJECTID,
			 .min_type = BTRFS_CHUNK_ITEM_KEY,
			 .max_type = BTRFS_CHUNK_ITEM_KEY,
			 .max_offset = logical,
			 .max_transid = -1ULL,
			 .nr_items = 64 }
	};
	size_t at = 0;

	if (ioctl(descriptor, BTRFS_IOC_TREE_SEARCH, &search))
		return "btrfs does not show its chunks";
	for (unsigned int i = 0; i < search.key.nr_items; i++) {
		struct btrfs_ioctl_search_header header;
		struct btrfs_chunk chunk;
		memcpy(&header, search.buf + at, sizeof(header));
		memcpy(&chunk, search.buf + at + sizeof(header), sizeof(chunk));
		at += sizeof(header) + header.len;
		if (logical < header.offset || logical >= header.offset + chunk.length)
			continue;
		extent->first = chunk.stripe.offset / SECTOR;
		extent->count = chunk.length / SECTOR;
		return NULL;
	}
	return "no chunk of btrfs holds that block";
}

static const char *mapped(int descriptor, long long offset, struct extent *extent)
{
	struct {
		struct fiemap head;
		struct fiemap_extent extent;
	} map = { .head = { .fm_start = (unsigned long long)offset,
			    .fm_length = 1,
			    .fm_flags = FIEMAP_FLAG_SYNC,
			    .fm_extent_count = 1 } };
	struct statfs about;

	if (ioctl(descriptor, FS_IOC_FIEMAP, &map) || fstatfs(descriptor, &about))
		return "this file system does not say where blocks lie";
	unsigned int unknown = FIEMAP_EXTENT_UNKNOWN | FIEMAP_EXTENT_DELALLOC | FIEMAP_EXTENT_DATA_INLINE;
	if (!map.head.fm_mapped_extents || map.extent.fe_flags & unknown)
		return "no block lies there yet: write it and fsync it first";
	unsigned long long within = (unsigned long long)offset - map.extent.fe_logical;
	unsigned long long at = (map.extent.fe_physical + within) / BLOCK * BLOCK;
	if (about.f_type == BTRFS_SUPER_MAGIC)
		return btrfs_chunk(descriptor, at, extent);
	*extent = (struct extent){ .first = at / SECTOR, .count = BLOCK / SECTOR };
	return NULL;
}

const char *block_of(const char *file, long long offset, struct extent *extent)
{
	int descriptor = open(file, O_RDONLY);

	if (descriptor < 0)
		return "no such file";
	const char *problem = mapped(descriptor, offset, extent);
	close(descriptor);
	return problem;
}
