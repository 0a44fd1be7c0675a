/* Fails the write-back of a file into unwritten blocks, then clones it twice and asks fsync. */
#define _GNU_SOURCE
#include "lab.h"
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { SIZE = 4096 };

static int clone(const char *name, int source)
{
	int target = open(name, O_RDWR | O_CREAT, 0600);
	int result = ioctl(target, FICLONE, source) ? errno : 0;
	close(target);
	return result;
}

int main(void)
{
	static char bytes[SIZE];
	memset(bytes, 'B', SIZE);

	int source = open("f", O_RDWR | O_CREAT, 0600);
	lab_must(!fallocate(source, 0, 0, SIZE) && !fsync(source));
	sync();
	lab_fault("on", "f", 0);
	lab_must(pwrite(source, bytes, SIZE, 0) == SIZE);
	lab_metric("first-clone-errno", clone("one", source));
	lab_metric("second-clone-errno", clone("two", source));
	lab_metric("fsync-errno", fsync(source) ? errno : 0);
	ssize_t got = pread(source, bytes, SIZE, 0);
	int good = 0, zeros = 0;
	for (ssize_t i = 0; i < got; i++)
		good += bytes[i] == 'B';
	lab_metric("source-good-bytes", good);
	lab_fault("off", NULL, 0);

	int cloned = open("two", O_RDONLY);
	got = pread(cloned, bytes, SIZE, 0);
	for (ssize_t i = 0; i < got; i++)
		zeros += bytes[i] == 0;
	lab_metric("clone-zero-bytes", zeros);
}
