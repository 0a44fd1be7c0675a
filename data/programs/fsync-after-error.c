/* Fails the write-back of one page, then asks fsync twice: on which descriptor, and what is left? */
#include "lab.h"
#include <fcntl.h>
#include <unistd.h>

int main(void)
{
	char old[4096], new[4096];
	memset(old, 'A', sizeof(old));
	memset(new, 'B', sizeof(new));
	int same = open("f", O_RDWR | O_CREAT, 0600);
	lab_must(pwrite(same, old, 4096, 0) == 4096 && fsync(same) == 0);
	int before = open("f", O_RDWR);

	lab_fault("on", "f", 0);
	lab_must(pwrite(same, new, 4096, 0) == 4096);
	lab_metric("first-fsync-errno", fsync(same) ? errno : 0);
	int second = lab_axis_is("descriptor", "same")		? same
		     : lab_axis_is("descriptor", "opened-before") ? before
								  : open("f", O_RDWR);
	lab_metric("second-fsync-errno", fsync(second) ? errno : 0);
	lab_fault("off", NULL, 0);

	lab_flush_caches();
	int lost = 0, got = (int)pread(open("f", O_RDONLY), old, 4096, 0);
	for (int i = 0; i < 4096; i++)
		lost += i >= got || old[i] != 'B';
	lab_metric("bytes-lost", lost);
}
