/* Fails reads of one block of a file: which call tells, what of its neighbours, and what is left of it later? */
#include "lab.h"
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

enum { SIZE = 4096, BLOCKS = 64, BAD = 8 };

static char *page;
static sigjmp_buf before;

static void on_bus(int signal)
{
	siglongjmp(before, signal);
}

static int asked(int file, int block)
{
	return pread(file, page, SIZE, (off_t)block * SIZE) == SIZE ? 0 : errno;
}

static int loaded(const char *at)
{
	int caught = sigsetjmp(before, 1);
	if (!caught)
		(void)*(volatile const char *)at;
	return caught;
}

int main(void)
{
	page = aligned_alloc(SIZE, SIZE);
	memset(page, 'A', SIZE);
	signal(SIGBUS, on_bus);
	int file = open("f", O_RDWR | O_CREAT, 0600);
	for (int i = 0; i < BLOCKS; i++)
		lab_must(pwrite(file, page, SIZE, (off_t)i * SIZE) == SIZE);
	lab_must(!fsync(file));
	lab_flush_caches();
	char *map = mmap(NULL, BLOCKS * SIZE, PROT_READ, MAP_SHARED, file, 0);
	int direct = open("f", O_RDONLY | O_DIRECT);
	lab_must(map != MAP_FAILED && direct >= 0);

	lab_fault("on", "f", (long long)BAD * SIZE);
	/* The block before is read first, so that read-ahead meets the bad one while nobody asks for it. */
	lab_metric("neighbour-errno", asked(file, BAD - 1));
	lab_metric("read-errno", asked(file, BAD));
	lab_metric("second-read-errno", asked(file, BAD));
	lab_metric("direct-read-errno", asked(direct, BAD));
	lab_metric("load-signal", loaded(map + (size_t)BAD * SIZE));
	lab_metric("fsync-errno", fsync(file) ? errno : 0);
	/* Part of a block: the rest must be read first. */
	lab_metric("part-write-errno", pwrite(file, "B", 1, (off_t)BAD * SIZE + 10) == 1 ? 0 : errno);
	lab_fault("off", NULL, 0);

	lab_metric("read-again-errno", asked(file, BAD));
	lab_metric("load-again-signal", loaded(map + (size_t)BAD * SIZE));
}
