/*
 * Changes `batch` pages of 16 KiB as a database does: log records made durable, then the pages written back and made
 * durable, so that no crash leaves a page half old and half new that recovery cannot mend. `protection` says by what:
 * `none` mends nothing and is what the others are held against.
 */
#define _GNU_SOURCE
#include "lab.h"
#include <fcntl.h>
#include <linux/falloc.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum {
	PAGE = 16384,
	PAGES = 128,
	RECORD = 128,
	BLOCK = 4096,
	LOG = 4 << 20,
	ROUNDS = 12,
	WARM = 4, /* until the kernel's allocators are warm */
	ATOMIC = 0x40, /* RWF_ATOMIC, include/uapi/linux/fs.h of 6.11 */
};

static char *bytes;

struct counts {
	long long writes, sectors;
};

/* Documentation/block/stat.rst: 5th and 7th field. What it says of flushes stayed 0; `block-requests` counts them. */
static struct counts counted(void)
{
	char path[100];
	long long field[7] = { 0 };
	snprintf(path, sizeof(path), "/sys/class/block/%s/stat", strrchr(getenv("LAB_NODE"), '/') + 1);
	FILE *file = fopen(path, "r");
	lab_must(file);
	for (int i = 0; i < 7; i++)
		lab_must(fscanf(file, "%lld", &field[i]) == 1);
	fclose(file);
	return (struct counts){ field[4], field[6] };
}

/* Where on the device the one extent of a file begins. */
static unsigned long long place(int file)
{
	char room[sizeof(struct fiemap) + sizeof(struct fiemap_extent)] = { 0 };
	struct fiemap *asked = (struct fiemap *)room;
	asked->fm_length = ~0ULL;
	asked->fm_flags = FIEMAP_FLAG_SYNC;
	asked->fm_extent_count = 1;
	lab_must(!ioctl(file, FS_IOC_FIEMAP, asked) && asked->fm_mapped_extents == 1);
	lab_must(asked->fm_extents[0].fe_flags & FIEMAP_EXTENT_LAST);
	return asked->fm_extents[0].fe_physical;
}

/* A file whose blocks are written, in one extent that begins at a multiple of a page. */
static int made(const char *name, int size)
{
	int file = open(name, O_RDWR | O_CREAT, 0600);
	lab_must(file >= 0 && !posix_fallocate(file, 0, size + PAGE));
	int extra = (int)((PAGE - place(file) % PAGE) % PAGE);
	lab_must(!extra || !fallocate(file, FALLOC_FL_COLLAPSE_RANGE, 0, extra));
	lab_must(!ftruncate(file, size));
	for (int at = 0; at < size; at += PAGE)
		lab_must(pwrite(file, bytes, PAGE, at) == PAGE);
	lab_must(!fsync(file) && place(file) % PAGE == 0 && !close(file));
	return open(name, O_RDWR | O_DIRECT);
}

static int up(int size, int unit) { return (size + unit - 1) / unit * unit; }

int main(void)
{
	int full = lab_axis_is("protection", "full-page-log"), twice = lab_axis_is("protection", "double-write");
	long flags = lab_axis_is("protection", "atomic") ? ATOMIC : 0;
	int batch = atoi(lab_axis("batch")), logged = 0;
	int record = up(batch * (RECORD + (full ? PAGE : 0)), BLOCK);

	lab_must(!posix_memalign((void **)&bytes, PAGE, up(PAGES * (PAGE + RECORD), PAGE)));
	memset(bytes, 'A', PAGES * (PAGE + RECORD));
	int pages = made("pages", PAGES * PAGE), copy = made("copy", PAGES * PAGE), log = made("log", LOG);
	lab_must(pages >= 0 && copy >= 0 && log >= 0);
	sync();

	for (int round = 0; round < ROUNDS; round++) {
		memset(bytes, 'B' + round, batch * (PAGE + RECORD));
		if (logged + record > LOG)
			logged = 0;
		struct counts before = counted();
		if (round >= WARM)
			lab_begin("batch");
		lab_must(pwrite(log, bytes, record, logged) == record && !fdatasync(log));
		if (twice)
			lab_must(pwrite(copy, bytes, batch * PAGE, 0) == batch * PAGE && !fdatasync(copy));
		for (int i = 0; i < batch; i++) {
			/* 37 and 128 have no divisor in common: other pages each round, none beside another */
			long long at = (long long)((round * batch + i) * 37 % PAGES) * PAGE;
			struct iovec page = { bytes + i * PAGE, PAGE };
			lab_must(syscall(SYS_pwritev2, pages, &page, 1, at, 0L, flags) == PAGE);
		}
		lab_must(!fdatasync(pages));
		if (round >= WARM) {
			lab_end("batch");
			struct counts after = counted();
			lab_metric("device-bytes-a-page", (after.sectors - before.sectors) * 512.0 / batch);
			lab_metric("device-writes-a-page", (double)(after.writes - before.writes) / batch);
		}
		logged += record;
	}
}
