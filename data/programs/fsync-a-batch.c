/*
 * Makes the data of many new files durable: by fsync of each, by one batch of AIO_FSYNC, or by writing each out
 * and one syncfs for all, as a batch in the kernel would.
 */
#define _GNU_SOURCE
#include "lab.h"
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { SIZE = 16384, MOST = 256, ROUNDS = 2 };

static int files, descriptors[MOST];
static aio_context_t context;

static void aio_fsync(void)
{
	static struct iocb blocks[MOST];
	static struct iocb *pointers[MOST];
	static struct io_event events[MOST];

	for (int file = 0; file < files; file++) {
		blocks[file] = (struct iocb){ .aio_lio_opcode = IOCB_CMD_FSYNC,
					      .aio_fildes = (unsigned int)descriptors[file] };
		pointers[file] = &blocks[file];
	}
	lab_must(syscall(SYS_io_submit, context, files, pointers) == files);
	lab_must(syscall(SYS_io_getevents, context, files, files, events, NULL) == files);
	for (int file = 0; file < files; file++)
		lab_must(events[file].res == 0);
}

static void by_syncfs(void)
{
	for (int file = 0; file < files; file++)
		lab_must(!sync_file_range(descriptors[file], 0, SIZE, SYNC_FILE_RANGE_WRITE));
	for (int file = 0; file < files; file++)
		lab_must(!sync_file_range(descriptors[file], 0, SIZE, SYNC_FILE_RANGE_WAIT_BEFORE));
	lab_must(!syncfs(descriptors[0]));
}

int main(void)
{
	static char bytes[SIZE];
	memset(bytes, 'B', SIZE);
	files = atoi(lab_axis("files"));
	lab_must(files > 0 && files <= MOST && !syscall(SYS_io_setup, MOST, &context));

	for (int round = 0; round < ROUNDS; round++) {
		for (int file = 0; file < files; file++) {
			char name[32];
			snprintf(name, sizeof(name), "%d-%d", round, file);
			descriptors[file] = open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
			lab_must(write(descriptors[file], bytes, SIZE) == SIZE);
		}
		lab_begin("batch");
		if (lab_axis_is("method", "aio-fsync"))
			aio_fsync();
		else if (lab_axis_is("method", "syncfs"))
			by_syncfs();
		else
			for (int file = 0; file < files; file++)
				lab_must(!fsync(descriptors[file]));
		lab_end("batch");
		for (int file = 0; file < files; file++)
			close(descriptors[file]);
		sync();
	}
}
