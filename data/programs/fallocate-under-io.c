/*
 * Calls fallocate on a file while the layer holds a direct write to it back, and reads another block of the file
 * behind that call: which waits for which?
 */
#include "lab.h"
#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

enum { PAGE = 4096, FAR = 1 << 20, SIZE = 2 * FAR };

static int file;
static char *written, *got;
static volatile int wrote, read_before, allocated, read_behind;

static void *write_page(void *unused)
{
	(void)unused;
	lab_must(pwrite(file, written, PAGE, 0) == PAGE);
	wrote = 1;
	return NULL;
}

static void *read_page(void *done)
{
	lab_must(pread(file, got, PAGE, FAR) == PAGE);
	*(volatile int *)done = 1;
	return NULL;
}

static void *reserve(void *unused)
{
	(void)unused;
	lab_must(!fallocate(file, FALLOC_FL_KEEP_SIZE, SIZE, FAR));
	allocated = 1;
	return NULL;
}

static pthread_t start(void *(*act)(void *), volatile int *done)
{
	pthread_t thread;
	lab_must(!pthread_create(&thread, NULL, act, (void *)done));
	for (int i = 0; i < 300 && !*done; i++)
		usleep(1000);
	return thread;
}

int main(void)
{
	file = open("f", O_RDWR | O_CREAT | O_DIRECT, 0600);
	lab_must(file >= 0 && !posix_memalign((void **)&written, PAGE, PAGE) &&
		 !posix_memalign((void **)&got, PAGE, PAGE));
	memset(written, 'A', PAGE);
	for (off_t at = 0; at < SIZE; at += FAR)
		lab_must(pwrite(file, written, PAGE, at) == PAGE);
	lab_must(!ftruncate(file, SIZE) && !fsync(file));

	lab_fault("on", "f", 0);
	pthread_t writer = start(write_page, &wrote);
	lab_must(!wrote);
	pthread_t reader = start(read_page, &read_before);
	lab_metric("read-before-waits", !read_before);
	pthread_t reserver = start(reserve, &allocated);
	lab_metric("fallocate-waits", !allocated);
	pthread_t behind = start(read_page, &read_behind);
	lab_metric("read-behind-waits", !read_behind);
	lab_fault("off", NULL, 0);
	pthread_join(writer, NULL);
	pthread_join(reader, NULL);
	pthread_join(reserver, NULL);
	pthread_join(behind, NULL);
}
