/*
 * Writes eight pages, each durable when its call returns (RWF_DSYNC), and counts the requests that the device
 * gets: one for a write, one for a flush of its cache, so that eight in all were written with FUA.
 */
#include "lab.h"
#include <fcntl.h>
#include <sys/uio.h>
#include <unistd.h>

enum { PAGE = 4096, WRITES = 8 };

static int takes_fua(const char *device)
{
	char path[100];
	int fua;
	snprintf(path, sizeof(path), "/sys/block/%s/queue/fua", device);
	FILE *file = fopen(path, "r");
	lab_must(file && fscanf(file, "%d", &fua) == 1);
	fclose(file);
	return fua;
}

int main(void)
{
	char *page;
	const char *device = strrchr(getenv("LAB_NODE"), '/') + 1;
	int direct = lab_axis_is("io", "direct");
	lab_must(!posix_memalign((void **)&page, PAGE, PAGE));
	memset(page, 'A', PAGE);

	int file = open("f", O_RDWR | O_CREAT, 0600);
	lab_must(file >= 0 && !posix_fallocate(file, 0, WRITES * PAGE));
	for (int i = 0; i < WRITES && lab_axis_is("blocks", "written"); i++)
		lab_must(pwrite(file, page, PAGE, i * PAGE) == PAGE);
	lab_must(!fsync(file));
	if (direct)
		lab_must((file = open("f", O_RDWR | O_DIRECT)) >= 0);
	sync();

	memset(page, 'B', PAGE);
	struct iovec whole = { page, PAGE };
	lab_begin("writes");
	for (int i = 0; i < WRITES; i++)
		lab_must(pwritev2(file, &whole, 1, i * PAGE, RWF_DSYNC) == PAGE);
	lab_end("writes");
	lab_metric("device-takes-fua", takes_fua(device));
}
