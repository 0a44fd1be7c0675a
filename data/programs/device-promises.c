/* What the kernel says of a device and of a file on it, and what one durable page takes there. */
#include "lab.h"
#include <fcntl.h>
#include <linux/stat.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { SIZE = 4096, DAX = 0x00200000, ASKS_ATOMIC = 0x00010000, ATOMIC = 0x40 };

/* struct statx of Linux 6.16: the header of Debian 12 ends before it. */
struct wide {
	struct statx known;
	unsigned int beyond[16];
};

/* An attribute of the device's queue (Documentation/ABI/stable/sysfs-block); -1 where there is none. */
static double queue(const char *attribute)
{
	char path[160], text[32] = "";
	const char *node = getenv("LAB_NODE");

	if (!node || !*node)
		return -1;
	snprintf(path, sizeof(path), "/sys/class/block/%s/queue/%s", strrchr(node, '/') + 1, attribute);
	FILE *file = fopen(path, "r");
	if (!file || !fgets(text, sizeof(text), file))
		return -1;
	fclose(file);
	return !strncmp(text, "write back", 10) ? 1 : atof(text);
}

static void said(const char *metric, const char *attribute)
{
	double value = queue(attribute);
	if (value >= 0)
		lab_metric(metric, value);
}

static void durable(int file, const char *page, const char *interval)
{
	for (int i = 0; i < 12; i++) {
		if (i < 4) { /* until the kernel's allocators are warm */
			lab_must(pwrite(file, page, SIZE, 0) == SIZE && !fsync(file));
			continue;
		}
		lab_begin(interval);
		lab_must(pwrite(file, page, SIZE, 0) == SIZE && !fsync(file));
		lab_end(interval);
	}
}

int main(void)
{
	char *page = aligned_alloc(SIZE, SIZE);
	memset(page, 'A', SIZE);
	int file = open("f", O_RDWR | O_CREAT, 0600), direct = open("f", O_RDWR | O_DIRECT);
	lab_must(pwrite(file, page, SIZE, 0) == SIZE && !fsync(file));

	said("volatile-cache", "write_cache");
	said("forced-unit-access", "fua");
	said("device-atomic-bytes", "atomic_write_unit_max_bytes");

	struct wide about = { 0 };
	lab_must(!syscall(SYS_statx, file, "", AT_EMPTY_PATH, STATX_BASIC_STATS | ASKS_ATOMIC, &about));
	lab_metric("dax-file", about.known.stx_attributes & DAX ? 1 : 0);

	void *map = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED_VALIDATE | MAP_SYNC, file, 0);
	lab_metric("map-sync-errno", map == MAP_FAILED ? errno : 0);

	lab_metric("direct-open-errno", direct < 0 ? errno : 0);
	struct iovec whole = { page, SIZE };
	if (direct >= 0)
		lab_metric("atomic-write-errno", pwritev2(direct, &whole, 1, 0, ATOMIC) == SIZE ? 0 : errno);
	durable(file, page, "page");
}
