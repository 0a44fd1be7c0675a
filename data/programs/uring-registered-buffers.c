/* Reads with O_DIRECT through io_uring, into a registered buffer or not: instructions of one read. */
#include "lab.h"
#include <fcntl.h>
#include <linux/io_uring.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static int ring;
static char *queues; /* IORING_FEAT_SINGLE_MMAP: both rings in one mapping */
static struct io_uring_params setup = { 0 };
static struct io_uring_sqe *entries;

static unsigned int *at(unsigned int offset)
{
	return (unsigned int *)(queues + offset);
}

/* Submits one entry, waits for it, and returns its result. */
static int submit(struct io_uring_sqe entry)
{
	unsigned int tail = *at(setup.sq_off.tail), slot = tail & *at(setup.sq_off.ring_mask);
	entries[slot] = entry;
	at(setup.sq_off.array)[slot] = slot;
	__atomic_store_n(at(setup.sq_off.tail), tail + 1, __ATOMIC_RELEASE);
	lab_must(syscall(__NR_io_uring_enter, ring, 1, 1, IORING_ENTER_GETEVENTS, NULL, 0) == 1);
	unsigned int head = *at(setup.cq_off.head) & *at(setup.cq_off.ring_mask);
	int result = ((struct io_uring_cqe *)(queues + setup.cq_off.cqes))[head].res;
	__atomic_fetch_add(at(setup.cq_off.head), 1, __ATOMIC_RELEASE);
	return result;
}

int main(void)
{
	int registered = lab_axis_is("buffer", "registered"), size = atoi(lab_axis("size"));
	char *buffer = aligned_alloc(4096, (size_t)size);
	memset(buffer, 1, (size_t)size);
	int file = open("f", O_RDWR | O_CREAT | O_DIRECT, 0600);
	lab_must(pwrite(file, buffer, (size_t)size, 0) == size && fsync(file) == 0);

	ring = (int)syscall(__NR_io_uring_setup, 4, &setup);
	lab_must(ring >= 0 && setup.features & IORING_FEAT_SINGLE_MMAP);
	size_t length = setup.cq_off.cqes + setup.cq_entries * sizeof(struct io_uring_cqe);
	queues = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED, ring, IORING_OFF_SQ_RING);
	entries = mmap(NULL, setup.sq_entries * sizeof(*entries), PROT_READ | PROT_WRITE, MAP_SHARED, ring,
		       IORING_OFF_SQES);
	lab_must(queues != MAP_FAILED && entries != MAP_FAILED);
	struct iovec whole = { buffer, (size_t)size };
	if (registered)
		lab_must(syscall(__NR_io_uring_register, ring, IORING_REGISTER_BUFFERS, &whole, 1) == 0);

	struct io_uring_sqe read = { .opcode = registered ? IORING_OP_READ_FIXED : IORING_OP_READ,
				     .fd = file,
				     .addr = (unsigned long)buffer,
				     .len = (unsigned int)size };
	for (int i = 0; i < 40; i++) {
		if (i < 20) { /* until caches of the kernel's allocator are warm */
			lab_must(submit(read) == size);
			continue;
		}
		lab_begin("read");
		int got = submit(read);
		lab_end("read");
		lab_must(got == size);
	}
}
