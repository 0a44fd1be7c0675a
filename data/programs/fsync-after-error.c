/* Fails the write-back of one page, then asks fsync twice: on which descriptor, after which error? */
#include "lab.h"
#include <fcntl.h>
#include <unistd.h>

int main(void)
{
	static char old[4096], new[4096];
	memset(old, 'A', sizeof(old));
	memset(new, 'B', sizeof(new));

	int same = open("f", O_RDWR | O_CREAT, 0600);
	lab_must(pwrite(same, old, sizeof(old), 0) == sizeof(old) && !fsync(same));
	sync();
	int before = open("f", O_RDWR);

	lab_fault(1, "f", 0);
	lab_must(pwrite(same, new, sizeof(new), 0) == sizeof(new));
	lab_metric("first-fsync-errno", fsync(same) ? errno : 0);
	int after = open("f", O_RDWR);
	int second = lab_axis("descriptor", "same") ? same : lab_axis("descriptor", "opened-before") ? before : after;
	lab_metric("second-fsync-errno", fsync(second) ? errno : 0);
	lab_fault(0, NULL, 0);

	lab_flush_caches();
	int lost = 0, reader = open("f", O_RDONLY);
	ssize_t got = pread(reader, old, sizeof(old), 0);
	for (int i = 0; i < 4096; i++)
		lost += i >= got || old[i] != 'B';
	lab_metric("bytes-lost", lost);
}
