/* Fills the file system, then writes where there is room no more: which call tells, for which kind of write? */
#include "lab.h"
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

enum { SIZE = 4096, PIECES = 64 };

static char page[SIZE];
static sigjmp_buf before;

static void on_bus(int signal)
{
	siglongjmp(before, signal);
}

static int said(int failed)
{
	return failed ? errno : 0;
}

static int made(const char *name, off_t size)
{
	int file = open(name, O_RDWR | O_CREAT, 0600);
	lab_must(file >= 0 && !ftruncate(file, size));
	return file;
}

/* Down to the last block that the file system gives; ever smaller pieces, each in a file of its own. */
static void fill(void)
{
	char name[32];

	for (off_t piece = 64 << 20, number = 0; piece >= SIZE; piece /= 4)
		for (;; number++) {
			snprintf(name, sizeof(name), "fill-%lld", (long long)number);
			int file = open(name, O_RDWR | O_CREAT, 0600); /* which needs room of its own */
			int refused = file < 0 || posix_fallocate(file, 0, piece);
			if (file >= 0)
				close(file);
			if (refused)
				break;
		}
	sync();
}

static void ask_write(const char *write, const char *fsync_after, int file)
{
	lab_metric(write, said(pwrite(file, page, SIZE, 0) != SIZE));
	lab_metric(fsync_after, said(fsync(file)));
}

/* Stores through a mapping; a signal where the fault finds no room. */
static void ask_store(const char *store, const char *fsync_after, int file)
{
	char *map = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
	lab_must(map != MAP_FAILED);
	int caught = sigsetjmp(before, 1);
	if (!caught)
		*(volatile char *)map = 'S';
	lab_metric(store, caught);
	lab_metric(fsync_after, said(fsync(file)));
}

int main(void)
{
	memset(page, 'A', SIZE);
	signal(SIGBUS, on_bus);
	int hole = made("hole", SIZE), mapped_hole = made("mapped-hole", SIZE), many = made("many", PIECES * SIZE);
	int old = made("old", SIZE), mapped_old = made("mapped-old", SIZE), reserved = made("reserved", SIZE);
	lab_must(pwrite(old, page, SIZE, 0) == SIZE && pwrite(mapped_old, page, SIZE, 0) == SIZE);
	lab_must(!posix_fallocate(reserved, 0, SIZE));
	sync();
	fill();

	/* Blocks that a write may still take: what the file system kept back from fallocate. */
	int taken = 0;
	while (taken < PIECES && pwrite(many, page, SIZE, (off_t)taken * SIZE) == SIZE)
		taken++;
	lab_metric("blocks-still-written", taken);
	lab_metric("many-fsync-errno", said(fsync(many)));

	ask_write("hole-write-errno", "hole-fsync-errno", hole);
	ask_store("hole-store-signal", "hole-store-fsync-errno", mapped_hole);
	ask_write("reserved-write-errno", "reserved-fsync-errno", reserved);
	ask_write("overwrite-errno", "overwrite-fsync-errno", old);
	ask_store("overwrite-store-signal", "overwrite-store-fsync-errno", mapped_old);
}
