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

/* How many extents the page lies in, and where on the device the first begins. */
static unsigned extents(int file, unsigned long long *where)
{
	char room[sizeof(struct fiemap) + 4 * sizeof(struct fiemap_extent)] = { 0 };
	struct fiemap *asked = (struct fiemap *)room;
	asked->fm_length = SIZE;
	asked->fm_flags = FIEMAP_FLAG_SYNC;
	asked->fm_extent_count = 4;
	lab_must(!ioctl(file, FS_IOC_FIEMAP, asked));
	*where = asked->fm_extents[0].fe_physical;
	return asked->fm_mapped_extents;
}

/*
 * A file of `size` bytes reserved in one extent, as the layout says at a multiple of the page's size, at none, or
 * anywhere: a file before it that grows by a block moves it on. A file system asks the device for a whole write at a
 * multiple only (XFS: xfs_bmap_hw_atomic_write_possible).
 */
static int placed(int size)
{
	int at_multiple = lab_axis_is("layout", "aligned"), at_none = lab_axis_is("layout", "unaligned");
	unsigned long long where = 0;
	for (int tries = 0; tries < 8; tries++) {
		int file = open("f", O_RDWR | O_CREAT, 0600);
		lab_must(file >= 0 && !posix_fallocate(file, 0, size));
		lab_must(extents(file, &where) == 1);
		if (where % SIZE ? !at_multiple : !at_none)
			return file;
		lab_must(!close(file) && !unlink("f"));
		int before = open("before", O_RDWR | O_CREAT, 0600);
		lab_must(before >= 0 && !posix_fallocate(before, tries * 4096, 4096) && !close(before));
		sync();
	}
	lab_must(!"a place as asked");
	return -1;
}

/* Taking the middle out of a file leaves its ends where they lie. */
static int make(char *bytes)
{
	int two = lab_axis_is("layout", "two-extents"), size = two ? SIZE + HALF : SIZE;
	int file = placed(size);
	unsigned long long where;
	for (int at = 0; at < size; at += HALF)
		lab_must(pwrite(file, bytes, HALF, at) == HALF);
	lab_must(!fsync(file));
	lab_must(!two || !fallocate(file, FALLOC_FL_COLLAPSE_RANGE, HALF, HALF));
	lab_must(!fsync(file) && extents(file, &where) == (two ? 2 : 1));
	return file;
}

int main(void)
{
	char *bytes;
	lab_must(!posix_memalign((void **)&bytes, SIZE, SIZE));
	memset(bytes, 'A', SIZE);
	int buffered = make(bytes), direct = open("f", O_RDWR | O_DIRECT);
	lab_must(direct >= 0);
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
