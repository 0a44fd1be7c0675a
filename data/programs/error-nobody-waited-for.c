/*
 * Write-back of a page fails while nobody waits for it: because it grew old, or because another process
 * called sync. Does whoever opens the file afterwards learn of it?
 */
#include "lab.h"
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SIZE = 4096 };

static char bytes[SIZE];

static void put(const char *path, const char *text)
{
	int file = open(path, O_WRONLY);
	lab_must(file >= 0 && write(file, text, strlen(text)) == (ssize_t)strlen(text));
	close(file);
}

static void made(void)
{
	int file = open("f", O_RDWR | O_CREAT, 0600);
	lab_must(pwrite(file, bytes, SIZE, 0) == SIZE && !fsync(file) && !close(file));
	sync();
}

static void dirtied(void)
{
	bytes[0] = 'B';
	int file = open("f", O_RDWR);
	lab_must(pwrite(file, bytes, SIZE, 0) == SIZE && !close(file));
}

/* The flusher's interval, and the age at which it writes: back to an hour when the page has gone. */
static void grow_old(void)
{
	put("/proc/sys/vm/dirty_expire_centisecs", "1");
	put("/proc/sys/vm/dirty_writeback_centisecs", "10");
	sleep(2);
	put("/proc/sys/vm/dirty_writeback_centisecs", "360000");
	put("/proc/sys/vm/dirty_expire_centisecs", "360000");
}

static void sync_of_another(void)
{
	if (!fork()) {
		sync();
		_exit(0);
	}
	wait(NULL);
}

int main(void)
{
	made();
	int kept = lab_axis_is("descriptor", "kept") ? open("f", O_RDONLY) : -1;
	lab_fault("on", "f", 0);
	dirtied();
	if (lab_axis_is("trigger", "age"))
		grow_old();
	else
		sync_of_another();
	lab_fault("off", NULL, 0);
	/* An inode goes once its pages have, and not while it was used of late: more than one pass. */
	for (int i = 0; lab_axis_is("inode", "evicted") && i < 4; i++) {
		put("/proc/sys/vm/drop_caches", "3");
		usleep(100000);
	}

	int late = open("f", O_RDONLY);
	lab_metric("late-fsync-errno", fsync(late) ? errno : 0);
	if (kept >= 0)
		lab_metric("kept-fsync-errno", fsync(kept) ? errno : 0);
	lab_flush_caches();
	char seen = 0;
	lab_must(pread(late, &seen, 1, 0) == 1);
	lab_metric("data-lost", seen != 'B');
}
