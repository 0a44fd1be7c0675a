/* Fails the write-back of one page, then reads it: from the cache, and once the cache has let go of it. */
#define _GNU_SOURCE
#include "lab.h"
#include <fcntl.h>
#include <unistd.h>

enum { SIZE = 4096 };

static int holds(const char *bytes, ssize_t got, char what)
{
	int number = 0;
	for (ssize_t i = 0; i < got; i++)
		number += bytes[i] == what;
	return number;
}

int main(void)
{
	static char old[SIZE], new[SIZE], seen[SIZE];
	memset(old, 'A', SIZE);
	memset(new, 'B', SIZE);

	int file = open("f", O_RDWR | O_CREAT, 0600);
	if (lab_axis_is("state", "unwritten"))
		lab_must(!fallocate(file, 0, 0, SIZE));
	else
		lab_must(pwrite(file, old, SIZE, 0) == SIZE);
	lab_must(!fsync(file));
	sync();

	lab_fault("on", "f", 0);
	lab_must(pwrite(file, new, SIZE, 0) == SIZE);
	lab_metric("fsync-errno", fsync(file) ? errno : 0);
	int reader = open("f", O_RDONLY);
	ssize_t got = pread(reader, seen, SIZE, 0);
	lab_metric("read-errno", got < 0 ? errno : 0);
	lab_metric("cached-new-bytes", holds(seen, got, 'B'));
	lab_fault("off", NULL, 0);

	lab_flush_caches();
	got = pread(reader, seen, SIZE, 0);
	lab_metric("evicted-read-errno", got < 0 ? errno : 0);
	lab_metric("evicted-new-bytes", holds(seen, got, 'B'));
	lab_metric("evicted-old-bytes", holds(seen, got, 'A'));
	lab_metric("evicted-zero-bytes", holds(seen, got, 0));
}
