/*
 * Overwrites half of a page while a request with that page is still on its way to the device, and looks at what
 * the device gets. The layer holds the file's writes back until the program lets them go: nothing depends on how
 * fast anything is, but that what has not happened after 300 ms of waiting does not happen.
 */
#include "lab.h"
#include <fcntl.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <pthread.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { PAGE = 4096, HALF = PAGE / 2 };

static int file, direct;
static char *first, *second;
static volatile int first_ended, second_ended, synced;

/* Of direct I/O the write is the request; of buffered I/O the write-back is, which starts here. */
static void *write_first(void *unused)
{
	(void)unused;
	lab_must(pwrite(file, first, PAGE, 0) == PAGE);
	unsigned int start_and_wait = SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER;
	lab_must(direct || !sync_file_range(file, 0, PAGE, start_and_wait));
	first_ended = 1;
	return NULL;
}

static void *write_second(void *unused)
{
	(void)unused;
	int from = direct ? 0 : HALF, length = PAGE - from;
	lab_must(pwrite(file, second + from, (size_t)length, from) == length);
	second_ended = 1;
	return NULL;
}

static void *sync_all(void *unused)
{
	(void)unused;
	lab_must(!fdatasync(file));
	synced = 1;
	return NULL;
}

static pthread_t start(void *(*act)(void *), const volatile int *done)
{
	pthread_t thread;
	lab_must(!pthread_create(&thread, NULL, act, NULL));
	for (int i = 0; i < 300 && !*done; i++)
		usleep(1000);
	return thread;
}

/* What the layer holds back, of the range where the fault is on (dm-delay's delay_status: reads, writes, flushes). */
static int writes_under_way(void)
{
	char line[200];
	int reads, writes = -1;
	FILE *table = popen("dmsetup status lab", "r");
	lab_must(table);
	while (fgets(line, sizeof(line), table))
		if (strstr(line, " delay "))
			lab_must(sscanf(strstr(line, " delay "), " delay %d %d", &reads, &writes) == 2);
	lab_must(!pclose(table) && writes >= 0);
	return writes;
}

/*
 * Bytes of the second write in the page on the device that begins as the first one does. FIEMAP's addresses are
 * the device's; of btrfs they are the chunk tree's, equal in the first chunk that mkfs makes. What lies there shows.
 */
static int later_bytes_on_device(void)
{
	struct {
		struct fiemap head;
		struct fiemap_extent extent;
	} map = { .head = { .fm_length = PAGE, .fm_extent_count = 1 } };
	char *page;
	int device = open(getenv("LAB_NODE"), O_RDONLY | O_DIRECT), bytes = 0;

	lab_must(!ioctl(file, FS_IOC_FIEMAP, &map) && map.head.fm_mapped_extents == 1);
	lab_must(device >= 0 && !posix_memalign((void **)&page, PAGE, PAGE));
	lab_must(pread(device, page, PAGE, (off_t)map.extent.fe_physical) == PAGE);
	lab_must(!memcmp(page, first, HALF));
	for (int i = HALF; i < PAGE; i++)
		bytes += page[i] == *second;
	return bytes;
}

int main(void)
{
	direct = lab_axis_is("io", "direct");
	file = open("f", O_RDWR | O_CREAT | (direct ? O_DIRECT : 0), 0600);
	lab_must(file >= 0 && !posix_memalign((void **)&first, PAGE, PAGE) &&
		 !posix_memalign((void **)&second, PAGE, PAGE));
	memset(first, 'A', PAGE);
	lab_must(pwrite(file, first, PAGE, 0) == PAGE && !fsync(file));
	memset(first, 'B', PAGE);
	memset(second, 'C', PAGE);

	lab_fault("on", "f", 0);
	pthread_t one = start(write_first, &first_ended);
	lab_must(!first_ended);
	lab_must(writes_under_way() == 1);
	pthread_t two = start(write_second, &second_ended);
	lab_metric("second-write-waits", !second_ended);
	if (lab_axis_is("then", "sync")) {
		pthread_t three = start(sync_all, &synced);
		lab_must(!synced);
		lab_metric("requests-under-way", writes_under_way());
		lab_fault("off", NULL, 0);
		pthread_join(three, NULL);
	}
	lab_fault("off", NULL, 0);
	pthread_join(one, NULL);
	pthread_join(two, NULL);
	if (!direct && lab_axis_is("then", "nothing"))
		lab_metric("later-bytes-on-device", later_bytes_on_device());
}
