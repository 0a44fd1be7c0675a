/*
 * Overwrites a database's page of 16 KiB in one write, as `io` says, on a file that lies as `layout` says, and
 * makes it durable. A crash should leave the old page (A) or the new one (B).
 */
#include "lab.h"
#include <fcntl.h>
#include <linux/falloc.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { SIZE = 16384, HALF = SIZE / 2, ATOMIC = 0x40 /* RWF_ATOMIC, include/uapi/linux/fs.h of 6.11 */ };

static unsigned extents(int file)
{
	struct fiemap asked = { .fm_length = SIZE, .fm_flags = FIEMAP_FLAG_SYNC };
	lab_must(!ioctl(file, FS_IOC_FIEMAP, &asked));
	return asked.fm_mapped_extents;
}

/* Taking the middle out of a file leaves its ends where they lie. */
static void make(int file, char *bytes, int two)
{
	int size = two ? SIZE + HALF : SIZE;
	lab_must(!posix_fallocate(file, 0, size));
	for (int at = 0; at < size; at += HALF)
		lab_must(pwrite(file, bytes, HALF, at) == HALF);
	lab_must(!fsync(file));
	lab_must(!two || !fallocate(file, FALLOC_FL_COLLAPSE_RANGE, HALF, HALF));
	lab_must(!fsync(file) && extents(file) == (two ? 2 : 1));
}

int main(void)
{
	char *bytes;
	int buffered = open("f", O_RDWR | O_CREAT, 0600), direct = open("f", O_RDWR | O_DIRECT);
	lab_must(buffered >= 0 && direct >= 0 && !posix_memalign((void **)&bytes, SIZE, SIZE));
	memset(bytes, 'A', SIZE);
	make(buffered, bytes, lab_axis_is("layout", "two-extents"));
	sync();
	lab_ack("f is one page");

	memset(bytes, 'B', SIZE);
	struct iovec whole = { bytes, SIZE };
	if (lab_axis_is("io", "atomic"))
		lab_must(syscall(SYS_pwritev2, direct, &whole, 1, 0L, 0L, ATOMIC) == SIZE);
	else
		lab_must(pwrite(lab_axis_is("io", "direct") ? direct : buffered, bytes, SIZE, 0) == SIZE);
	lab_must(!fdatasync(buffered));
}
