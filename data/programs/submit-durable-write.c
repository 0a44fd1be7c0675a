/*
 * Submits a durable write (RWF_DSYNC) by io_submit(2) while the layer holds the file's writes back: does the
 * submission return before the write has ended?
 */
#include "lab.h"
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { PAGE = 4096 };

static int file;
static char *page;
static aio_context_t context;
static volatile int submitted;

static void *submit(void *unused)
{
	struct iocb write = { .aio_lio_opcode = IOCB_CMD_PWRITE,
			      .aio_fildes = (unsigned int)file,
			      .aio_buf = (unsigned long)page,
			      .aio_nbytes = PAGE,
			      .aio_rw_flags = RWF_DSYNC };
	struct iocb *all[] = { &write };
	(void)unused;
	lab_must(syscall(SYS_io_submit, context, 1, all) == 1);
	submitted = 1;
	return NULL;
}

int main(void)
{
	int direct = lab_axis_is("io", "direct");
	file = open("f", O_RDWR | O_CREAT | (direct ? O_DIRECT : 0), 0600);
	lab_must(file >= 0 && !posix_memalign((void **)&page, PAGE, PAGE));
	memset(page, 'A', PAGE);
	lab_must(pwrite(file, page, PAGE, 0) == PAGE && !fsync(file));
	lab_must(!syscall(SYS_io_setup, 1, &context));

	lab_fault("on", "f", 0);
	pthread_t submitter;
	lab_must(!pthread_create(&submitter, NULL, submit, NULL));
	for (int i = 0; i < 300 && !submitted; i++)
		usleep(1000);
	lab_metric("submission-waits", !submitted);
	lab_fault("off", NULL, 0);
	pthread_join(submitter, NULL);
	struct io_event done;
	lab_must(syscall(SYS_io_getevents, context, 1, 1, &done, NULL) == 1 && done.res == PAGE);
}
