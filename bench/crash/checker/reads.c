/*
 * Preloaded into a checker: writes down which ranges of the file WARRANT_IMAGE it reads, a line each of offset and
 * size, into the file WARRANT_READS.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int log_file = -1;
static struct stat image;

__attribute__((constructor)) static void begin(void)
{
	const char *path = getenv("WARRANT_IMAGE"), *reads = getenv("WARRANT_READS");

	if (path && reads && !stat(path, &image))
		log_file = open(reads, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* Checkers may close what they did not open; the line is written by one call, so that threads do not mix. */
static void note(int file, long long at, long long size)
{
	struct stat info;
	char line[64];

	if (log_file < 0 || size <= 0 || fstat(file, &info) || info.st_ino != image.st_ino || info.st_dev != image.st_dev)
		return;
	int length = snprintf(line, sizeof(line), "%lld %lld\n", at, size);
	if (write(log_file, line, (size_t)length) != length)
		abort();
}

ssize_t pread64(int file, void *to, size_t size, off64_t at)
{
	note(file, at, (long long)size);
	return REAL(pread64)(file, to, size, at);
}

ssize_t pread(int file, void *to, size_t size, off_t at)
{
	note(file, at, (long long)size);
	return REAL(pread)(file, to, size, at);
}

ssize_t __pread64_chk(int file, void *to, size_t size, off64_t at, size_t room)
{
	return size > room ? (abort(), -1) : pread64(file, to, size, at);
}

ssize_t __pread_chk(int file, void *to, size_t size, off_t at, size_t room)
{
	return size > room ? (abort(), -1) : pread(file, to, size, at);
}

ssize_t read(int file, void *to, size_t size)
{
	note(file, lseek(file, 0, SEEK_CUR), (long long)size);
	return REAL(read)(file, to, size);
}

ssize_t __read_chk(int file, void *to, size_t size, size_t room)
{
	return size > room ? (abort(), -1) : read(file, to, size);
}

static long long total(const struct iovec *pieces, int count)
{
	long long sum = 0;

	for (int i = 0; i < count; i++)
		sum += (long long)pieces[i].iov_len;
	return sum;
}

ssize_t preadv(int file, const struct iovec *pieces, int count, off_t at)
{
	note(file, at, total(pieces, count));
	return REAL(preadv)(file, pieces, count, at);
}

ssize_t preadv64(int file, const struct iovec *pieces, int count, off64_t at)
{
	note(file, at, total(pieces, count));
	return REAL(preadv64)(file, pieces, count, at);
}

ssize_t readv(int file, const struct iovec *pieces, int count)
{
	note(file, lseek(file, 0, SEEK_CUR), total(pieces, count));
	return REAL(readv)(file, pieces, count);
}

/* Whoever maps the image may read all that it maps. */
void *mmap64(void *where, size_t size, int protection, int flags, int file, off64_t at)
{
	if (file >= 0)
		note(file, at, (long long)size);
	return REAL(mmap64)(where, size, protection, flags, file, at);
}

void *mmap(void *where, size_t size, int protection, int flags, int file, off_t at)
{
	if (file >= 0)
		note(file, at, (long long)size);
	return REAL(mmap)(where, size, protection, flags, file, at);
}
