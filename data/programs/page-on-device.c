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

/* Takes `size` bytes at `from` out of the file; what is left and right of them stays where it lies. */
static void take_out(int file, int from, int size)
{
	lab_must(!size || !fallocate(file, FALLOC_FL_COLLAPSE_RANGE, from, size));
}

/*
 * A page of A, which begins at a multiple of its size on the device, or a block after one, or lies in two places. A file
 * system asks the device for a whole write at a multiple only (XFS: xfs_bmap_hw_atomic_write_possible).
 */
static int made(char *bytes)
{
	int two = lab_axis_is("layout", "two-extents");
	unsigned long long where, wanted = lab_axis_is("layout", "unaligned") ? 4096 : 0;
	int file = open("f", O_RDWR | O_CREAT, 0600);
	lab_must(file >= 0 && !posix_fallocate(file, 0, 2 * SIZE) && extents(file, &where) == 1);
	if (!two)
		take_out(file, 0, (int)((SIZE + wanted - where % SIZE) % SIZE));
	for (int at = 0; at < SIZE + (two ? HALF : 0); at += HALF)
		lab_must(pwrite(file, bytes, HALF, at) == HALF);
	lab_must(!fsync(file));
	if (two)
		take_out(file, HALF, HALF);
	lab_must(!ftruncate(file, SIZE) && !fsync(file));
	lab_must(extents(file, &where) == (two ? 2 : 1) && (two || where % SIZE == wanted));
	return file;
}

int main(void)
{
	char *bytes;
	lab_must(!posix_memalign((void **)&bytes, SIZE, SIZE));
	memset(bytes, 'A', SIZE);
	int buffered = made(bytes), direct = open("f", O_RDWR | O_DIRECT);
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
