/* Overwrites one block of a file durably, in the ways that programs have without mapping it. */
#include "lab.h"
#include <fcntl.h>
#include <linux/io_uring.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { WARM = 8, SAMPLES = 16 };

static int file, ring;
static size_t size;
static char *buffer, *queues; /* IORING_FEAT_SINGLE_MMAP: both rings in one mapping */
static struct io_uring_params setup;
static struct io_uring_sqe *entries;

static unsigned int *at(unsigned int offset)
{
	return (unsigned int *)(queues + offset);
}

static void make_ring(void)
{
	ring = (int)syscall(__NR_io_uring_setup, 4, &setup);
	lab_must(ring >= 0 && setup.features & IORING_FEAT_SINGLE_MMAP);
	size_t length = setup.cq_off.cqes + setup.cq_entries * sizeof(struct io_uring_cqe);
	queues = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED, ring, IORING_OFF_SQ_RING);
	entries = mmap(NULL, setup.sq_entries * sizeof(*entries), PROT_READ | PROT_WRITE, MAP_SHARED, ring,
		       IORING_OFF_SQES);
	lab_must(queues != MAP_FAILED && entries != MAP_FAILED);
}

/* One write with RWF_DSYNC, submitted and waited for in one call. */
static long uring_write(void)
{
	unsigned int tail = *at(setup.sq_off.tail), slot = tail & *at(setup.sq_off.ring_mask);
	entries[slot] = (struct io_uring_sqe){ .opcode = IORING_OP_WRITE,
					       .fd = file,
					       .addr = (unsigned long)buffer,
					       .len = (unsigned int)size,
					       .rw_flags = RWF_DSYNC };
	at(setup.sq_off.array)[slot] = slot;
	__atomic_store_n(at(setup.sq_off.tail), tail + 1, __ATOMIC_RELEASE);
	lab_must(syscall(__NR_io_uring_enter, ring, 1, 1, IORING_ENTER_GETEVENTS, NULL, 0) == 1);
	unsigned int head = *at(setup.cq_off.head) & *at(setup.cq_off.ring_mask);
	long result = ((struct io_uring_cqe *)(queues + setup.cq_off.cqes))[head].res;
	__atomic_fetch_add(at(setup.cq_off.head), 1, __ATOMIC_RELEASE);
	return result;
}

static int durable(void)
{
	struct iovec whole = { buffer, size };

	if (ring)
		return uring_write() == (long)size;
	if (lab_axis_is("way", "direct-dsync"))
		return pwritev2(file, &whole, 1, 0, RWF_DSYNC) == (long)size;
	if (pwrite(file, buffer, size, 0) != (long)size)
		return 0;
	return lab_axis_is("way", "write-fsync") ? !fsync(file) : !fdatasync(file);
}

int main(void)
{
	size = (size_t)atoi(lab_axis("size"));
	buffer = aligned_alloc(4096, size);
	memset(buffer, 'A', size);
	int direct = strncmp(lab_axis("way"), "write-", 6) ? O_DIRECT : 0;
	file = open("f", O_RDWR | O_CREAT | direct, 0600);
	lab_must(pwrite(file, buffer, size, 0) == (long)size && !fsync(file));
	sync();
	if (lab_axis_is("way", "uring-direct-dsync"))
		make_ring();
	for (int i = 0; i < WARM + SAMPLES; i++) {
		if (i < WARM) { /* until caches of the kernel's allocator are warm */
			lab_must(durable());
			continue;
		}
		lab_begin("durable");
		int done = durable();
		lab_end("durable");
		lab_must(done);
	}
}
