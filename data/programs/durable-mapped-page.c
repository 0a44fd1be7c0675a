/* Overwrites a cache line of a mapped page durably: with msync, with fsync, and where MAP_SYNC is granted with CLWB. */
#include "lab.h"
#include <fcntl.h>
#include <immintrin.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PAGE = 4096, LINE = 64, WARM = 8, SAMPLES = 16 };

static int file;

static int by_msync(char *page)
{
	return msync(page, PAGE, MS_SYNC);
}

static int by_fsync(char *page)
{
	(void)page;
	return fsync(file);
}

__attribute__((target("clwb"))) static int by_clwb(char *page)
{
	_mm_clwb(page);
	_mm_sfence();
	return 0;
}

static void sample(const char *name, char *page, int (*made_durable)(char *))
{
	for (int i = 0; i < WARM + SAMPLES; i++) {
		if (i >= WARM)
			lab_begin(name);
		for (int word = 0; word < LINE / 8; word++)
			*(volatile long long *)(page + 8 * word) = i;
		int failed = made_durable(page);
		if (i >= WARM)
			lab_end(name);
		lab_must(!failed);
	}
}

int main(void)
{
	char zeros[PAGE] = { 0 };
	file = open("f", O_RDWR | O_CREAT, 0600);
	lab_must(file >= 0 && pwrite(file, zeros, PAGE, 0) == PAGE && !fsync(file));
	sync();
	char *page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
	lab_must(page != MAP_FAILED);
	sample("msync", page, by_msync);
	sample("fsync", page, by_fsync);
	char *synchronous =
		mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED_VALIDATE | MAP_SYNC, file, 0);
	lab_metric("map-sync-errno", synchronous == MAP_FAILED ? errno : 0);
	if (synchronous != MAP_FAILED)
		sample("map-sync-clwb", synchronous, by_clwb);
}
