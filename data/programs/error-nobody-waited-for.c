/*
 * Write-back of a page fails while nobody waits for it: because it grew old, because somebody else asked for
 * another file system-wide sync, or because memory ran short. Does whoever opens the file afterwards learn of it?
 */
#include "lab.h"
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SIZE = 4096, GROUP_MIB = 4 };

static char bytes[1 << 20];

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

/* A group of its own for this process and what it dirties (Documentation/admin-guide/cgroup-v2.rst). */
static void enter_group(void)
{
	char limit[32];

	mkdir("/tmp/groups", 0700);
	lab_must(!mount("none", "/tmp/groups", "cgroup2", 0, NULL) || errno == EBUSY);
	put("/tmp/groups/cgroup.subtree_control", "+memory");
	mkdir("/tmp/groups/small", 0700);
	snprintf(limit, sizeof(limit), "%d", GROUP_MIB << 20);
	put("/tmp/groups/small/memory.max", limit);
	put("/tmp/groups/small/cgroup.procs", "0");
}

/* Four times the group's memory through its page cache, over and over in one file. */
static void press(void)
{
	int other = open("g", O_RDWR | O_CREAT, 0600);
	for (int i = 0; i < 4 * GROUP_MIB; i++)
		lab_must(pwrite(other, bytes, sizeof(bytes), (off_t)i << 20) == (ssize_t)sizeof(bytes));
	close(other);
	put("/tmp/groups/cgroup.procs", "0");
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
	int pressed = lab_axis_is("trigger", "memory");
	if (pressed)
		enter_group();
	lab_fault("on", "f", 0);
	dirtied();
	if (pressed)
		press();
	else if (lab_axis_is("trigger", "age"))
		grow_old();
	else
		sync_of_another();
	lab_fault("off", NULL, 0);
	if (lab_axis_is("inode", "evicted"))
		put("/proc/sys/vm/drop_caches", "3");

	int late = open("f", O_RDONLY);
	lab_metric("late-fsync-errno", fsync(late) ? errno : 0);
	if (kept >= 0)
		lab_metric("kept-fsync-errno", fsync(kept) ? errno : 0);
	lab_flush_caches();
	char seen = 0;
	lab_must(pread(late, &seen, 1, 0) == 1);
	lab_metric("data-lost", seen != 'B');
}
