/*
 * Makes the data of one preallocated file durable, or only written, as the two calls under review do, and counts
 * what that takes.
 */
#define _GNU_SOURCE
#include "lab.h"
#include <fcntl.h>
#include <unistd.h>

enum { SIZE = 65536 };

int main(void)
{
	static char bytes[SIZE];
	memset(bytes, 'B', SIZE);
	int file = open("f", O_RDWR | O_CREAT, 0600);
	lab_must(!fallocate(file, 0, 0, SIZE));
	if (lab_axis_is("state", "overwrite"))
		lab_must(pwrite(file, bytes, SIZE, 0) == SIZE);
	lab_must(!fsync(file));
	sync();

	for (int round = 0; round < 8; round++) {
		lab_must(pwrite(file, bytes, SIZE, 0) == SIZE);
		lab_begin("write-out");
		if (lab_axis_is("call", "fdatasync"))
			lab_must(!fdatasync(file));
		else
			lab_must(!sync_file_range(file, 0, SIZE,
						  SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE |
							  SYNC_FILE_RANGE_WAIT_AFTER));
		lab_end("write-out");
		if (lab_axis_is("state", "unwritten")) {
			lab_must(!fallocate(file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, SIZE));
			lab_must(!fallocate(file, 0, 0, SIZE) && !fsync(file));
		}
	}
}
