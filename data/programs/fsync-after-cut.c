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

static int file;

/* Where file and memory are aligned alike one entry may map 2 MiB; one page off, it may not. */
static char *mapped(void)
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

static void cut(void)
{
	if (lab_axis_is("cut", "truncate"))
		lab_must(!ftruncate(file, FAR));
	if (lab_axis_is("cut", "punch"))
		lab_must(!fallocate(file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, FAR, PAGE));
	if (lab_axis_is("cut", "zero-range"))
		lab_must(!fallocate(file, FALLOC_FL_ZERO_RANGE, FAR, PAGE));
	if (lab_axis_is("cut", "collapse"))
		lab_must(!fallocate(file, FALLOC_FL_COLLAPSE_RANGE, FAR, PAGE));
}

int main(void)
{
	static char zeros[PAGE];

	file = open("f", O_RDWR | O_CREAT, 0600);
	lab_must(file >= 0 && !fallocate(file, 0, 0, LENGTH));
	for (int at = 0; at < LENGTH; at += PAGE)
		lab_must(pwrite(file, zeros, PAGE, at) == PAGE);
	lab_must(!fsync(file));
	char *map = mapped();
	*(volatile uint64_t *)map = 1;
	lab_begin("cut");
	cut();
	lab_end("cut");
	lab_begin("fsync");
	int failed = fsync(file);
	lab_end("fsync");
	lab_must(!failed && *(volatile uint64_t *)map == 1);
}
