/* Fails the write-back of one file's page, then writes, syncs and creates others. */
#define _GNU_SOURCE
#include "lab.h"
#include <fcntl.h>
#include <unistd.h>

enum { SIZE = 4096 };

int main(void)
{
	static char bytes[SIZE] = "old";

	int file = open("f", O_RDWR | O_CREAT, 0600), other = open("g", O_RDWR | O_CREAT, 0600);
	lab_must(pwrite(file, bytes, SIZE, 0) == SIZE && !fsync(file));
	sync();
	lab_fault("on", "f", 0);
	lab_must(pwrite(file, bytes, SIZE, 0) == SIZE);
	lab_metric("fsync-errno", fsync(file) ? errno : 0);
	lab_fault("off", NULL, 0);

	lab_metric("other-write-errno", pwrite(other, bytes, SIZE, 0) == SIZE ? 0 : errno);
	lab_metric("other-fsync-errno", fsync(other) ? errno : 0);
	int created = open("h", O_RDWR | O_CREAT, 0600);
	lab_metric("create-errno", created < 0 ? errno : 0);
	lab_metric("create-fsync-errno", created < 0 || fsync(created) ? errno : 0);
	lab_metric("write-again-errno", pwrite(file, bytes, SIZE, 0) == SIZE && !fsync(file) ? 0 : errno);
}
