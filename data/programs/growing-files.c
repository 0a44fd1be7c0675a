/* Two files grow by turns, 8 KiB at a time by direct I/O, as a database's do: into how many extents are they cut? */
#include "lab.h"
#include <fcntl.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILES = 2, STEP = 8192, STEPS = 129, AHEAD = 65536, HINT = 1 << 20 };

static void name_of(char *name, size_t size, int file)
{
	snprintf(name, size, "f%d", file);
}

static int extents(int file)
{
	struct fiemap map = { .fm_length = (STEPS - 1) * STEP, .fm_flags = FIEMAP_FLAG_SYNC };
	lab_must(!ioctl(file, FS_IOC_FIEMAP, &map));
	return (int)map.fm_mapped_extents;
}

static double beyond_end(void)
{
	double bytes = 0;
	for (int file = 0; file < FILES; file++) {
		char name[16];
		struct stat now;
		name_of(name, sizeof(name), file);
		lab_must(!stat(name, &now));
		bytes += (double)now.st_blocks * 512 - (double)now.st_size;
	}
	return bytes / FILES;
}

int main(void)
{
	char *bytes;
	int files[FILES], hint = lab_axis_is("space", "hint"), reserve = lab_axis_is("space", "fallocate");
	double cut = 0;

	lab_must(!posix_memalign((void **)&bytes, 4096, STEP));
	memset(bytes, 'A', STEP);
	for (int file = 0; file < FILES; file++) {
		char name[16];
		name_of(name, sizeof(name), file);
		lab_must((files[file] = open(name, O_RDWR | O_CREAT | O_DIRECT, 0600)) >= 0);
		struct fsxattr set = { .fsx_xflags = FS_XFLAG_EXTSIZE, .fsx_extsize = HINT };
		lab_must(!hint || !ioctl(files[file], FS_IOC_FSSETXATTR, &set));
	}
	lab_begin("growing");
	for (long long step = 0; step < STEPS; step++)
		for (int file = 0; file < FILES; file++) {
			if (reserve && step * STEP % AHEAD == 0)
				lab_must(!fallocate(files[file], FALLOC_FL_KEEP_SIZE, step * STEP, AHEAD));
			lab_must(pwrite(files[file], bytes, STEP, step * STEP) == STEP);
		}
	lab_end("growing");
	for (int file = 0; file < FILES; file++)
		cut += extents(files[file]);
	lab_metric("extents-of-a-file", cut / FILES);
	lab_metric("bytes-beyond-end-open", beyond_end());
	for (int file = 0; file < FILES; file++)
		close(files[file]);
	lab_metric("bytes-beyond-end-closed", beyond_end());
	lab_flush_caches();
	sync();
	lab_metric("bytes-beyond-end-evicted", beyond_end());
}
