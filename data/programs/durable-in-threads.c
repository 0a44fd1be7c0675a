/* A thread for each processor makes its own appended blocks durable: by fsync, or by flushing mapped lines. */
#include "lab.h"
#include <fcntl.h>
#include <immintrin.h>
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

enum { SIZE = 4096, LINE = 64, OPERATIONS = 64, MOST = 8 };

static pthread_barrier_t ready;
static int files[MOST];
static char *maps[MOST];

__attribute__((target("clwb"))) static void flushed(char *at)
{
	*(volatile long *)at += 1;
	_mm_clwb(at);
	_mm_sfence();
}

static void *work(void *which)
{
	long thread = (long)which;
	char page[SIZE] = { 'A' };

	pthread_barrier_wait(&ready);
	for (int i = 0; i < OPERATIONS; i++)
		if (maps[thread])
			flushed(maps[thread] + (size_t)i * SIZE);
		else
			lab_must(pwrite(files[thread], page, SIZE, (off_t)i * SIZE) == SIZE &&
				 !fsync(files[thread]));
	return NULL;
}

/* Blocks written and mapped beforehand, synchronously, so that a store needs the kernel no more. */
static char *mapped(int file)
{
	static char bytes[OPERATIONS * SIZE];
	lab_must(write(file, bytes, sizeof(bytes)) == (ssize_t)sizeof(bytes) && !fsync(file));
	char *map = mmap(NULL, sizeof(bytes), PROT_READ | PROT_WRITE, MAP_SHARED_VALIDATE | MAP_SYNC, file, 0);
	lab_must(map != MAP_FAILED);
	for (int i = 0; i < OPERATIONS; i++)
		map[(size_t)i * SIZE] = 1;
	return map;
}

int main(void)
{
	long threads = sysconf(_SC_NPROCESSORS_ONLN);
	pthread_t all[MOST];

	lab_must(threads <= MOST && !pthread_barrier_init(&ready, NULL, (unsigned int)threads + 1));
	for (long i = 0; i < threads; i++) {
		char name[16];
		snprintf(name, sizeof(name), "f%ld", i);
		files[i] = open(name, O_RDWR | O_CREAT, 0600);
		if (lab_axis_is("way", "user-flush"))
			maps[i] = mapped(files[i]);
		lab_must(!pthread_create(&all[i], NULL, work, (void *)i));
	}
	lab_begin("all-threads");
	pthread_barrier_wait(&ready);
	for (long i = 0; i < threads; i++)
		pthread_join(all[i], NULL);
	lab_end("all-threads");
	lab_metric("durable-operations", (double)(threads * OPERATIONS));
}
