/*
 * Gives many files their names after their data, as the methods under review do, and asks what that takes and
 * what a bystander's own fsync takes meanwhile. Every instruction between begin and end counts, whoever runs it:
 * on one processor that is how long the caller waits, in instructions.
 */
#define _GNU_SOURCE
#include "lab.h"
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <pthread.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { SIZE = 16384, MOST = 256 };

static int files, descriptors[MOST];

static void name_of(char *name, size_t size, int file, int final)
{
	snprintf(name, size, "%s-%d", final ? "final" : "new", file);
}

static void rename_one(int file)
{
	char from[32], to[32];
	name_of(from, sizeof(from), file, 0);
	name_of(to, sizeof(to), file, 1);
	lab_must(!rename(from, to));
}

static void prepare(void)
{
	static char bytes[SIZE];
	memset(bytes, 'B', SIZE);
	for (int file = 0; file < files; file++) {
		char name[32];
		name_of(name, sizeof(name), file, 0);
		descriptors[file] = open(name, O_RDWR | O_CREAT | O_TRUNC, 0600);
		lab_must(write(descriptors[file], bytes, SIZE) == SIZE);
	}
}

static aio_context_t context;

/* AIO_FSYNC for all at once, each renamed when its completion arrives (io_submit(2), IOCB_CMD_FSYNC). */
static void aio_fsync(void)
{
	static struct iocb blocks[MOST];
	static struct iocb *pointers[MOST];
	static struct io_event events[MOST];
	int done = 0;

	for (int file = 0; file < files; file++) {
		blocks[file] = (struct iocb){ .aio_data = (unsigned long long)file,
					      .aio_lio_opcode = IOCB_CMD_FSYNC,
					      .aio_fildes = (unsigned int)descriptors[file] };
		pointers[file] = &blocks[file];
	}
	lab_must(syscall(SYS_io_submit, context, files, pointers) == files);
	while (done < files) {
		long got = syscall(SYS_io_getevents, context, 1, files - done, events, NULL);
		lab_must(got > 0);
		for (long i = 0; i < got; i++) {
			lab_must(events[i].res == 0);
			rename_one((int)events[i].data);
		}
		done += (int)got;
	}
}

static void method(void)
{
	if (lab_axis_is("method", "aio-fsync")) {
		aio_fsync();
		return;
	}
	int ranges = lab_axis_is("method", "sync-file-range"), each = lab_axis_is("method", "fsync");
	for (int file = 0; ranges && file < files; file++)
		lab_must(!sync_file_range(descriptors[file], 0, SIZE, SYNC_FILE_RANGE_WRITE));
	for (int file = 0; file < files; file++) {
		if (ranges)
			lab_must(!sync_file_range(descriptors[file], 0, SIZE, SYNC_FILE_RANGE_WAIT_BEFORE));
		else if (each)
			lab_must(!fsync(descriptors[file]));
		rename_one(file);
	}
}

static volatile int begun, done;

static void *others(void *unused)
{
	begun = 1;
	method();
	done = 1;
	return unused;
}

/* fsync of its own page, again and again while the others work: 4 samples at the least, 16 at the most. */
static void bystand(int bystander)
{
	static char bytes[4096] = "bystander";
	pthread_t thread;

	lab_must(!pthread_create(&thread, NULL, others, NULL));
	while (!begun)
		sched_yield();
	for (int samples = 0; samples < 4 || (!done && samples < 16); samples++) {
		lab_must(pwrite(bystander, bytes, sizeof(bytes), 0) == sizeof(bytes));
		lab_begin("bystander");
		lab_must(!fsync(bystander));
		lab_end("bystander");
	}
	lab_must(!pthread_join(thread, NULL));
}

static void close_all(void)
{
	for (int file = 0; file < files; file++)
		close(descriptors[file]);
	sync();
}

int main(void)
{
	int bystander = open("bystander", O_RDWR | O_CREAT, 0600);

	files = atoi(lab_axis("files"));
	lab_must(files > 0 && files <= MOST);
	lab_must(!ftruncate(bystander, 4096) && !fsync(bystander));
	lab_must(!syscall(SYS_io_setup, MOST, &context));

	prepare();
	lab_begin("names");
	method();
	lab_end("names");
	close_all();

	prepare();
	bystand(bystander);
	close_all();
}
