/* Fails the write-back of one page, then asks syncfs on descriptors opened before and after, and fsync. */
#define _GNU_SOURCE
#include "lab.h"
#include <fcntl.h>
#include <unistd.h>

static int said(int result)
{
	return result ? errno : 0;
}

int main(void)
{
	static char page[4096] = "old";

	int file = open("f", O_RDWR | O_CREAT, 0600);
	lab_must(pwrite(file, page, sizeof(page), 0) == sizeof(page) && !fsync(file));
	sync();
	int one = open(".", O_RDONLY), another = open(".", O_RDONLY);

	lab_fault("on", "f", 0);
	lab_must(pwrite(file, page, sizeof(page), 0) == sizeof(page));
	lab_metric("first-syncfs-errno", said(syncfs(one)));
	lab_metric("second-syncfs-errno", said(syncfs(one)));
	lab_metric("other-syncfs-errno", said(syncfs(another)));
	int late = open(".", O_RDONLY);
	lab_metric("late-syncfs-errno", said(syncfs(late)));
	lab_metric("file-fsync-errno", said(fsync(file)));
	lab_fault("off", NULL, 0);
}
