/* Write-back of a page fails while the program does something else: which call tells, and whom once told? */
#include "lab.h"
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static int asked(const char *call, int file, char *mapped, const char *page)
{
	if (!strcmp(call, "write"))
		return pwrite(file, page, 4096, 4096) < 0;
	if (!strcmp(call, "read"))
		return pread(file, (char[1]){ 0 }, 1, 0) < 0;
	if (!strcmp(call, "sync-file-range"))
		return sync_file_range(file, 0, 0,
				       SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE |
					       SYNC_FILE_RANGE_WAIT_AFTER) < 0;
	if (!strcmp(call, "msync"))
		return msync(mapped, 4096, MS_SYNC) < 0;
	if (!strcmp(call, "syncfs"))
		return syncfs(file) < 0;
	if (!strcmp(call, "close"))
		return close(dup(file)) < 0;
	return fsync(file) < 0;
}

int main(void)
{
	char page[4096] = { 'A' };
	int file = open("f", O_RDWR | O_CREAT, 0600);
	lab_must(pwrite(file, page, 4096, 0) == 4096 && fsync(file) == 0);
	char *mapped = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
	lab_must(mapped != MAP_FAILED && mapped[0] == 'A');

	lab_fault("on", "f", 0);
	mapped[0] = 'B'; /* nobody asks for it to be written: the flusher does, within its interval */
	int interval = open("/proc/sys/vm/dirty_writeback_centisecs", O_WRONLY);
	int age = open("/proc/sys/vm/dirty_expire_centisecs", O_WRONLY);
	lab_must(write(age, "1", 1) == 1 && write(interval, "10", 2) == 2);
	sleep(2);
	lab_must(write(interval, "360000", 6) == 6);
	lab_fault("off", NULL, 0);

	errno = 0;
	lab_metric("call-errno", asked(lab_axis("call"), file, mapped, page) ? errno : 0);
	lab_metric("fsync-errno", fsync(file) ? errno : 0);
	lab_metric("second-fsync-errno", fsync(file) ? errno : 0);
}
