/*
 * A page of one file is dirty, and its block fails. Then much is written to another file: with little memory the
 * kernel must write back, and the page is among what it writes. Who is told?
 */
#include "lab.h"
#include <fcntl.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PAGE = 4096, PIECE = 1 << 20, PIECES = 24 };

static char bytes[PIECE];

static uint64_t entry(const char *path, uint64_t index)
{
	uint64_t value = 0;
	int file = open(path, O_RDONLY);
	lab_must(file >= 0 && pread(file, &value, 8, (off_t)(index * 8)) == 8 && !close(file));
	return value;
}

/* Of a page that is mapped: by its frame (proc(5), pagemap) whether it is dirty (KPF_DIRTY); one that has gone is not. */
static int is_dirty(const char *mapped)
{
	uint64_t frame = entry("/proc/self/pagemap", (uintptr_t)mapped / PAGE);
	if (!(frame >> 63))
		return 0;
	return entry("/proc/kpageflags", frame & ((1ULL << 55) - 1)) >> 4 & 1;
}

struct told {
	int write, fsync;
};

static struct told press(void)
{
	struct told told = { 0 };
	int file = open("other", O_WRONLY);
	lab_must(file >= 0);
	for (int i = 0; i < PIECES && !told.write; i++)
		if (pwrite(file, bytes, PIECE, (off_t)i * PIECE) != PIECE)
			told.write = errno;
	told.fsync = fsync(file) ? errno : 0;
	close(file);
	return told;
}

/* A process of its own, in the same group. */
static struct told press_from_another(void)
{
	struct told told;
	int answer[2];
	lab_must(!pipe(answer));
	if (!fork()) {
		told = press();
		_exit(write(answer[1], &told, sizeof(told)) != sizeof(told));
	}
	lab_must(read(answer[0], &told, sizeof(told)) == sizeof(told));
	wait(NULL);
	return told;
}

static void make(const char *path)
{
	int file = open(path, O_RDWR | O_CREAT, 0600);
	lab_must(file >= 0 && write(file, bytes, PAGE) == PAGE && !fsync(file) && !close(file));
}

int main(void)
{
	make("f");
	make("other");
	lab_flush_caches();
	int file = open("f", O_RDWR);
	const char *mapped = mmap(NULL, PAGE, PROT_READ, MAP_SHARED, file, 0);
	lab_must(file >= 0 && mapped != MAP_FAILED);

	lab_fault("on", "f", 0);
	lab_must(pwrite(file, "B", 1, 0) == 1 && mapped[0] == 'B' && is_dirty(mapped));
	struct told told = lab_axis_is("presses", "owner") ? press() : press_from_another();
	int dirty = is_dirty(mapped);
	lab_fault("off", NULL, 0);

	lab_metric("pressing-write-errno", told.write);
	lab_metric("pressing-fsync-errno", told.fsync);
	lab_metric("still-dirty", dirty);
	lab_metric("fsync-errno", fsync(file) ? errno : 0);
	lab_metric("second-fsync-errno", fsync(file) ? errno : 0);
	lab_must(!munmap((void *)mapped, PAGE)); /* or the page would stay in memory */
	lab_flush_caches();
	char seen = 'B';
	lab_must(pread(file, &seen, 1, 0) == 1);
	lab_metric("data-lost", seen != 'B');
}
