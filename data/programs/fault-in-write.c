/*
 * Stops a write of four pages in the middle: the third page of its source is missing, and userfaultfd holds the
 * fault for it. What do a reader and the device see meanwhile?
 */
#include "lab.h"
#include <fcntl.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <linux/userfaultfd.h>
#include <poll.h>
#include <pthread.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { PAGE = 4096, PAGES = 4, SIZE = PAGE * PAGES, PRESENT = 2 };

static int file, reader;
static char *source, seen[SIZE];
static volatile int wrote, have_read, sent;

static void *write_all(void *unused)
{
	(void)unused;
	lab_must(pwrite(file, source, SIZE, 0) == SIZE);
	wrote = 1;
	return NULL;
}

static void *read_all(void *unused)
{
	(void)unused;
	lab_must(pread(reader, seen, SIZE, 0) == SIZE);
	have_read = 1;
	return NULL;
}

static void *send_all(void *unused)
{
	(void)unused;
	unsigned int all = SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER;
	lab_must(!sync_file_range(reader, 0, SIZE, all));
	sent = 1;
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

static int new_pages(const char *bytes)
{
	int count = 0;
	for (int page = 0; page < PAGES; page++)
		count += bytes[page * PAGE] == 'B';
	return count;
}

/*
 * Where the file lies, asked before the write, which keeps the file to itself. FIEMAP's addresses are the
 * device's; of btrfs they are the chunk tree's, equal in the first chunk that mkfs makes.
 */
static off_t place(void)
{
	struct {
		struct fiemap head;
		struct fiemap_extent extent;
	} map = { .head = { .fm_length = 1, .fm_extent_count = 1 } };
	lab_must(!ioctl(file, FS_IOC_FIEMAP, &map) && map.head.fm_mapped_extents == 1);
	return (off_t)map.extent.fe_physical;
}

/* There and in the blocks behind, where btrfs writes what it does not overwrite. */
static int new_pages_on_device(off_t place)
{
	enum { NEAR = 262144 };
	int old = 0, new = 0, device = open(getenv("LAB_NODE"), O_RDONLY | O_DIRECT);
	char *near;
	lab_must(device >= 0 && !posix_memalign((void **)&near, PAGE, NEAR));
	lab_must(pread(device, near, NEAR, place) == NEAR);
	for (char *page = near; page < near + NEAR; page += PAGE) {
		old += !memcmp(page, "Apage of four", 13);
		new += !memcmp(page, "Bpage of four", 13);
	}
	lab_must(old + new >= PAGES);
	close(device);
	return new;
}

static void fill(char *bytes, char letter, int pages)
{
	for (int page = 0; page < pages; page++) {
		memset(bytes + page * PAGE, letter, PAGE);
		memcpy(bytes + page * PAGE + 1, "page of four", 12);
	}
}

int main(void)
{
	file = open("f", O_RDWR | O_CREAT, 0600);
	source = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	lab_must(file >= 0 && source != MAP_FAILED);
	fill(seen, 'A', PAGES);
	lab_must(pwrite(file, seen, SIZE, 0) == SIZE && !fsync(file));
	reader = open("f", O_RDONLY);
	off_t before = place();

	int faults = (int)syscall(SYS_userfaultfd, O_CLOEXEC);
	struct uffdio_api api = { .api = UFFD_API };
	lab_must(faults >= 0 && !ioctl(faults, UFFDIO_API, &api));
	fill(source, 'B', PRESENT);
	struct uffdio_register missing = {
		.range = { (unsigned long)source, SIZE }, .mode = UFFDIO_REGISTER_MODE_MISSING
	};
	lab_must(!ioctl(faults, UFFDIO_REGISTER, &missing));

	pthread_t writer;
	lab_must(!pthread_create(&writer, NULL, write_all, NULL));
	struct pollfd waiting = { .fd = faults, .events = POLLIN };
	struct uffd_msg message;
	lab_must(poll(&waiting, 1, 20000) == 1 && read(faults, &message, sizeof(message)) == sizeof(message));
	lab_must(message.arg.pagefault.address / PAGE == (unsigned long)source / PAGE + PRESENT);

	pthread_t sending = start(send_all, &sent);
	lab_metric("write-back-waits", !sent);
	if (sent)
		lab_metric("new-pages-on-device", new_pages_on_device(before));
	pthread_t reading = start(read_all, &have_read);
	lab_metric("reader-waits", !have_read);
	if (have_read)
		lab_metric("new-pages-read", new_pages(seen));

	static char rest[2 * PAGE] __attribute__((aligned(4096)));
	fill(rest, 'B', PAGES - PRESENT);
	struct uffdio_copy copy = { .dst = (unsigned long)source + PRESENT * PAGE,
				    .src = (unsigned long)rest,
				    .len = sizeof(rest) };
	lab_must(!ioctl(faults, UFFDIO_COPY, &copy));
	pthread_join(writer, NULL);
	pthread_join(sending, NULL);
	pthread_join(reading, NULL);
	lab_must(wrote && pread(reader, seen, SIZE, 0) == SIZE && new_pages(seen) == PAGES);
}
