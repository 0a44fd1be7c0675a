/* Reads one block and writes another while the layer's fault is on, and looks at both once it is off. */
#include "lab.h"
#include <fcntl.h>
#include <unistd.h>

enum { SIZE = 4096 };

static char bytes[SIZE];

static int said(int failed)
{
	return failed ? errno : 0;
}

static int holds(const char *name, char what)
{
	int file = open(name, O_RDONLY), number = 0;
	ssize_t got = file < 0 ? -1 : pread(file, bytes, SIZE, 0);
	for (ssize_t i = 0; i < got; i++)
		number += bytes[i] == what;
	close(file);
	return number;
}

static int made(const char *name, char what)
{
	int file = open(name, O_RDWR | O_CREAT, 0600);
	memset(bytes, what, SIZE);
	lab_must(file >= 0 && pwrite(file, bytes, SIZE, 0) == SIZE && !fsync(file));
	return file;
}

int main(void)
{
	int switched = !lab_axis_is("layer", "none") && !lab_axis_is("layer", "linear") &&
		       !lab_axis_is("layer", "log-writes");
	int reader = made("read", 'A'), writer = made("written", 'A');
	lab_flush_caches();

	if (switched)
		lab_fault("on", "read", 0);
	lab_metric("read-errno", said(pread(reader, bytes, SIZE, 0) != SIZE));
	if (switched)
		lab_fault("off", NULL, 0);
	lab_metric("read-bytes-after", holds("read", 'A'));

	if (switched)
		lab_fault("on", "written", 0);
	memset(bytes, 'B', SIZE);
	lab_must(pwrite(writer, bytes, SIZE, 0) == SIZE);
	lab_metric("fsync-errno", said(fsync(writer)));
	if (switched)
		lab_fault("off", NULL, 0);
	lab_flush_caches();
	lab_metric("written-bytes-after", holds("written", 'B'));
}
