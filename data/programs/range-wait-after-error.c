/* Lets a write-back fail in the background, then waits for it with sync_file_range, and asks fsync. */
#define _GNU_SOURCE
#include "lab.h"
#include <fcntl.h>
#include <sys/sysmacros.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SIZE = 4096 };

/* Requests that the file's device has completed: Documentation/block/stat.rst, writes and flushes. */
static double requests(int file)
{
	struct stat about;
	char path[64];
	unsigned long long field[17] = { 0 };

	lab_must(!fstat(file, &about));
	snprintf(path, sizeof(path), "/sys/dev/block/%u:%u/stat", major(about.st_dev), minor(about.st_dev));
	FILE *stat = fopen(path, "r");
	if (!stat)
		return -1; /* btrfs gives its files a device of no driver */
	for (int i = 0; i < 17; i++)
		if (fscanf(stat, "%llu", &field[i]) != 1)
			break;
	fclose(stat);
	return (double)(field[4] + field[15]);
}

static int waited(int file)
{
	return sync_file_range(file, 0, SIZE, SYNC_FILE_RANGE_WAIT_BEFORE) ? errno : 0;
}

int main(void)
{
	static char bytes[SIZE] = "old";

	int file = open("f", O_RDWR | O_CREAT, 0600);
	lab_must(pwrite(file, bytes, SIZE, 0) == SIZE && !fsync(file));
	sync();
	lab_fault("on", "f", 0);
	lab_must(pwrite(file, bytes, SIZE, 0) == SIZE);
	lab_must(!sync_file_range(file, 0, SIZE, SYNC_FILE_RANGE_WRITE));
	usleep(200000);
	double before = requests(file);
	lab_metric("first-wait-errno", waited(file));
	if (before >= 0)
		lab_metric("requests-in-wait", requests(file) - before);
	lab_metric("second-wait-errno", waited(file));
	lab_metric("fsync-errno", fsync(file) ? errno : 0);
	lab_fault("off", NULL, 0);
}
