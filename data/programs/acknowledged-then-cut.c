/*
 * Stores to the first line of a file through a mapping, lets another call cut off a part of the file that lies far behind,
 * and calls fsync. When that has returned the line is promised.
 */
#define _GNU_SOURCE
#include "lab.h"
#include <fcntl.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PAGE = 4096, HUGE = 2 << 20, LENGTH = HUGE, FAR = HUGE / 2 };

/* Where file and memory are aligned alike one entry may map 2 MiB; one page off, it may not. */
static char *mapped(int file)
{
	char *room = mmap(NULL, LENGTH + 2 * HUGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	lab_must(room != MAP_FAILED);
	char *at = (char *)(((uintptr_t)room + HUGE - 1) & ~(uintptr_t)(HUGE - 1));
	if (lab_axis_is("mapping", "pte"))
		at += PAGE;
	lab_must(mmap(at, LENGTH, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, file, 0) == at);
	return at;
}

static int cut(int file)
{
	if (lab_axis_is("cut", "truncate"))
		return ftruncate(file, FAR);
	if (lab_axis_is("cut", "punch"))
		return fallocate(file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, FAR, PAGE);
	if (lab_axis_is("cut", "zero-range"))
		return fallocate(file, FALLOC_FL_ZERO_RANGE, FAR, PAGE);
	if (lab_axis_is("cut", "collapse"))
		return fallocate(file, FALLOC_FL_COLLAPSE_RANGE, FAR, PAGE);
	lab_must(lab_axis_is("cut", "nothing"));
	return 0;
}

static unsigned long long place(int file)
{
	struct {
		struct fiemap map;
		struct fiemap_extent first;
	} asked = { .map = { .fm_length = LENGTH, .fm_extent_count = 1 } };

	lab_must(!ioctl(file, FS_IOC_FIEMAP, &asked) && asked.map.fm_mapped_extents == 1);
	lab_must(asked.first.fe_length >= LENGTH);
	return asked.first.fe_physical;
}

/* A file of zeros that a crash finds whole, in one piece that begins where a huge page may: what lies before is cut off. */
static int written(void)
{
	static char zeros[PAGE];
	int file = open("f", O_RDWR | O_CREAT, 0600), folder = open(".", O_RDONLY);

	lab_must(file >= 0 && folder >= 0 && !fallocate(file, 0, 0, LENGTH + HUGE));
	off_t before = (off_t)(-place(file) % HUGE);
	lab_must(!before || !fallocate(file, FALLOC_FL_COLLAPSE_RANGE, 0, before));
	lab_must(!ftruncate(file, LENGTH) && place(file) % HUGE == 0);
	for (int at = 0; at < LENGTH; at += PAGE)
		lab_must(pwrite(file, zeros, PAGE, at) == PAGE);
	lab_must(!fsync(file) && !fsync(folder));
	return file;
}

int main(void)
{
	int file = written();
	char *map = mapped(file);

	memcpy(map, "line one", 8);
	lab_must(!cut(file));
	lab_must(!fsync(file));
	lab_ack("line one of f");
}
