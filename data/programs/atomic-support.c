/* Asks a kernel what it can write atomically on a file, and lets it write 16 KiB atomically, both ways. */
#include "lab.h"
#include <fcntl.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/* include/uapi/linux/stat.h, fs.h and falloc.h of 6.17, which older headers lack. */
enum { WRITE_ATOMIC = 0x10000, ATOMIC = 0x40, WRITE_ZEROES = 0x80, SIZE = 16384, BASIC = 0x7ff };

struct answer {
	uint32_t mask, words[63];
};

/* struct statx: stx_atomic_write_unit_max is at byte 0xac (include/uapi/linux/stat.h). */
static double largest_atomic_write(int file)
{
	struct answer answer = { 0 };
	lab_must(!syscall(SYS_statx, file, "", AT_EMPTY_PATH, BASIC | WRITE_ATOMIC, &answer));
	return answer.mask & WRITE_ATOMIC ? answer.words[0xac / 4 - 1] : 0;
}

static int atomically(int file, char *bytes)
{
	struct iovec whole = { bytes, SIZE };
	ssize_t got = syscall(SYS_pwritev2, file, &whole, 1, 0L, 0L, ATOMIC);
	lab_must(got == SIZE || got == -1);
	return got == SIZE ? 0 : errno;
}

int main(void)
{
	char *bytes;
	lab_must(!posix_memalign((void **)&bytes, SIZE, SIZE));
	memset(bytes, 'A', SIZE);
	int buffered = open("f", O_RDWR | O_CREAT, 0600), direct = open("f", O_RDWR | O_DIRECT);
	lab_must(buffered >= 0 && direct >= 0 && !posix_fallocate(buffered, 0, SIZE));
	lab_must(pwrite(buffered, bytes, SIZE, 0) == SIZE && !fsync(buffered));

	lab_metric("largest-atomic-direct-write", largest_atomic_write(direct));
	lab_metric("largest-atomic-buffered-write", largest_atomic_write(buffered));
	lab_metric("atomic-direct-errno", atomically(direct, bytes));
	lab_metric("atomic-buffered-errno", atomically(buffered, bytes));
	int zeroes = open("z", O_RDWR | O_CREAT, 0600);
	lab_metric("write-zeroes-errno", fallocate(zeroes, WRITE_ZEROES, 0, SIZE) ? errno : 0);
}
