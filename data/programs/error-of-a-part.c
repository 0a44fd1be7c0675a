/*
 * Fails the write-back of one of two pages and asks about the other; then fails a write to the device itself,
 * and asks the file system that lies on it.
 */
#include "lab.h"
#include <fcntl.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

enum { SIZE = 4096 };

static char page[SIZE];

static int said(int failed)
{
	return failed ? errno : 0;
}

static off_t on_device(int file)
{
	struct {
		struct fiemap head;
		struct fiemap_extent extent;
	} map = { .head = { .fm_length = 1, .fm_flags = FIEMAP_FLAG_SYNC, .fm_extent_count = 1 } };
	lab_must(!ioctl(file, FS_IOC_FIEMAP, &map) && map.head.fm_mapped_extents == 1);
	return (off_t)map.extent.fe_physical;
}

/* Pages 0 and 1 are dirty and the second one's block fails; sync_file_range waits, msync writes as well. */
static void ask_of_the_good_page(int file)
{
	int another = open("f", O_RDWR);
	char *good = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, another, 0);

	lab_must(good != MAP_FAILED);
	lab_fault("on", "f", SIZE);
	lab_must(pwrite(file, page, SIZE, 0) == SIZE && pwrite(file, page, SIZE, SIZE) == SIZE);
	lab_must(!sync_file_range(file, 0, 2 * SIZE, SYNC_FILE_RANGE_WRITE));
	usleep(200000);
	lab_metric("good-range-errno", said(sync_file_range(file, 0, SIZE, SYNC_FILE_RANGE_WAIT_BEFORE)));
	lab_metric("good-page-msync-errno", said(msync(good, SIZE, MS_SYNC)));
	lab_fault("off", NULL, 0);
	lab_must(!munmap(good, SIZE) && !close(another));
}

static void ask_of_the_device(int file)
{
	int folder = open(".", O_RDONLY), device = open("/dev/dm-0", O_RDWR);

	lab_must(device >= 0);
	off_t where = on_device(file);
	syncfs(folder); /* has told what was before */
	fsync(file);
	lab_fault("on", "f", 0);
	lab_must(pwrite(device, page, SIZE, where) == SIZE);
	lab_metric("device-fsync-errno", said(fsync(device)));
	lab_fault("off", NULL, 0);
	lab_metric("syncfs-errno", said(syncfs(folder)));
	lab_metric("file-fsync-errno", said(fsync(file)));
}

int main(void)
{
	int file = open("f", O_RDWR | O_CREAT, 0600);

	lab_must(pwrite(file, page, SIZE, 0) == SIZE && pwrite(file, page, SIZE, SIZE) == SIZE);
	lab_must(!fsync(file));
	sync();
	ask_of_the_good_page(file);
	ask_of_the_device(file);
}
