/*
 * Stores to the first line of a file through a mapping, lets another call cut a part of the file off that lies far
 * behind, and calls fsync: does fsync still write the line back? One entry of the kernel may stand for 2 MiB.
 */
#define _GNU_SOURCE
#include "lab.h"
#include <fcntl.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PAGE = 4096, HUGE = 2 << 20, LENGTH = 2 * HUGE, FAR = HUGE / 2 };

static const char *const cuts[] = { "nothing", "truncate", "punch", "zero-range", "collapse" };

/* Where file and memory are aligned alike one entry may map 2 MiB; one page off, it may not. */
static char *mapped(int file)
{
	char *room = mmap(NULL, LENGTH + 2 * HUGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	lab_must(room != MAP_FAILED);
	char *at = (char *)(((uintptr_t)room + HUGE - 1) & ~(uintptr_t)(HUGE - 1));
	if (lab_axis_is("mapping", "pte"))
		at += PAGE;
	char *map = mmap(at, LENGTH, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, file, 0);
	lab_must(map == at);
	return map;
}

static int cut(int file, const char *how)
{
	if (!strcmp(how, "truncate"))
		return ftruncate(file, FAR);
	if (!strcmp(how, "punch"))
		return fallocate(file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, FAR, PAGE);
	if (!strcmp(how, "zero-range"))
		return fallocate(file, FALLOC_FL_ZERO_RANGE, FAR, PAGE);
	if (!strcmp(how, "collapse"))
		return fallocate(file, FALLOC_FL_COLLAPSE_RANGE, FAR, PAGE);
	return 0;
}

static int written(const char *name)
{
	static char zeros[PAGE];
	int file = open(name, O_RDWR | O_CREAT, 0600);

	lab_must(file >= 0 && !fallocate(file, 0, 0, LENGTH));
	for (int at = 0; at < LENGTH; at += PAGE)
		lab_must(pwrite(file, zeros, PAGE, at) == PAGE);
	lab_must(!fsync(file));
	return file;
}

int main(void)
{
	for (size_t i = 0; i < sizeof(cuts) / sizeof(*cuts); i++) {
		char then[64];
		snprintf(then, sizeof(then), "fsync-after-%s", cuts[i]);
		int file = written(cuts[i]);
		char *map = mapped(file);
		*(volatile uint64_t *)map = 1;
		lab_begin(cuts[i]);
		int refused = cut(file, cuts[i]);
		lab_end(cuts[i]);
		lab_begin(then);
		int failed = fsync(file);
		lab_end(then);
		lab_must(!refused && !failed && *(volatile uint64_t *)map == 1);
	}
}
