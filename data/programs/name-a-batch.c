/*
 * Gives many files their names as soon as the method under review says that their data is written. Wherever a
 * crash leaves a name it should lead to all data of one content; and what the method called done should be
 * there, under either name. Another file's fsync at the end pushes the log.
 */
#include "lab.h"
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { FILES = 3, SIZE = 8192 };

static int descriptors[FILES];

static const char *name_of(const char *kind, int file)
{
	static char name[2][32];
	static int turn;
	snprintf(name[turn ^= 1], sizeof(name[0]), "%s-%d", kind, file);
	return name[turn];
}

static void fill(int file, int letter)
{
	static char bytes[SIZE];
	memset(bytes, letter, SIZE);
	lab_must(file >= 0 && write(file, bytes, SIZE) == SIZE);
}

static void prepare(void)
{
	for (int file = 0; file < FILES; file++) {
		if (lab_axis_is("naming", "replace")) {
			int old = open(name_of("final", file), O_WRONLY | O_CREAT, 0600);
			fill(old, 'A');
			close(old);
		}
	}
	sync();
	for (int file = 0; file < FILES; file++)
		lab_ack(name_of("order of final", file));
	for (int file = 0; file < FILES; file++) {
		descriptors[file] = open(name_of("new", file), O_RDWR | O_CREAT, 0600);
		fill(descriptors[file], 'B');
	}
}

static void written(int file, int promised)
{
	if (promised)
		lab_ack(name_of("data of new", file));
	lab_must(!rename(name_of("new", file), name_of("final", file)));
}

/* AIO_FSYNC for all at once, each renamed when its completion arrives (io_submit(2), IOCB_CMD_FSYNC). */
static void aio_fsync(void)
{
	static struct iocb blocks[FILES];
	static struct iocb *pointers[FILES];
	struct io_event events[FILES];
	aio_context_t context = 0;

	lab_must(!syscall(SYS_io_setup, FILES, &context));
	for (int file = 0; file < FILES; file++) {
		blocks[file] = (struct iocb){ .aio_data = (unsigned long long)file,
					      .aio_lio_opcode = IOCB_CMD_FSYNC,
					      .aio_fildes = (unsigned int)descriptors[file] };
		pointers[file] = &blocks[file];
	}
	lab_must(syscall(SYS_io_submit, context, FILES, pointers) == FILES);
	for (int done = 0; done < FILES;) {
		long got = syscall(SYS_io_getevents, context, 1, FILES - done, events, NULL);
		lab_must(got > 0);
		for (long i = 0; i < got; i++) {
			lab_must(events[i].res == 0);
			written((int)events[i].data, 1);
		}
		done += (int)got;
	}
}

int main(void)
{
	prepare();
	if (lab_axis_is("method", "aio-fsync"))
		aio_fsync();
	int ranges = lab_axis_is("method", "sync-file-range"), each = lab_axis_is("method", "fsync");
	for (int file = 0; ranges && file < FILES; file++)
		lab_must(!sync_file_range(descriptors[file], 0, SIZE, SYNC_FILE_RANGE_WRITE));
	for (int file = 0; !lab_axis_is("method", "aio-fsync") && file < FILES; file++) {
		if (ranges)
			lab_must(!sync_file_range(descriptors[file], 0, SIZE, SYNC_FILE_RANGE_WAIT_BEFORE));
		else if (each)
			lab_must(!fsync(descriptors[file]));
		written(file, ranges || each);
	}
	int other = open("other", O_WRONLY | O_CREAT, 0600);
	lab_must(other >= 0 && !fsync(other));
}
