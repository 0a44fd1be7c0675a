#define _GNU_SOURCE
#include "operate.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/falloc.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 512, MOST = 64 };

static int store(const char *name, int flags, char letter, int pieces)
{
	static char bytes[PIECE * MOST];
	size_t size = (size_t)pieces * PIECE;
	int file = pieces > MOST ? -1 : open(name, O_WRONLY | O_CREAT | flags, 0644);

	memset(bytes, letter, size);
	int failed = file < 0 || write(file, bytes, size) != (ssize_t)size;
	if (file >= 0)
		close(file);
	return failed ? -1 : 0;
}

static int store_mapped(const char *name, char letter, int pieces)
{
	size_t size = (size_t)pieces * PIECE;
	int file = open(name, O_RDWR);
	char *at = file < 0 ? MAP_FAILED : mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);

	if (file >= 0)
		close(file);
	if (at == MAP_FAILED)
		return -1;
	memset(at, letter, size);
	return munmap(at, size);
}

/* A file without a name, maybe synced, then given one: open(2), O_TMPFILE. */
static int store_unnamed(const char *name, char letter, int pieces, int (*call)(int))
{
	static char bytes[PIECE * MOST];
	char path[64];
	size_t size = (size_t)pieces * PIECE;
	int file = pieces > MOST ? -1 : open(".", O_WRONLY | O_TMPFILE, 0644);

	memset(bytes, letter, size);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", file);
	int failed = file < 0 || write(file, bytes, size) != (ssize_t)size || (call && call(file)) ||
		     linkat(AT_FDCWD, path, AT_FDCWD, name, AT_SYMLINK_FOLLOW);
	if (file >= 0)
		close(file);
	return failed ? -1 : 0;
}

/* Writes out what is dirty and waits: no commit, no flush of the device (sync_file_range(2)). */
static int write_out(int file)
{
	return sync_file_range(file, 0, 0,
			       SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER);
}

static int allocate(const char *name, int mode, int from, int pieces)
{
	int file = open(name, O_RDWR);
	int failed = file < 0 || fallocate(file, mode, (off_t)from * PIECE, (off_t)pieces * PIECE);

	if (file >= 0)
		close(file);
	return failed ? -1 : 0;
}

static int synced(const char *name, int (*call)(int))
{
	int file = open(name, O_RDONLY);
	int failed = file < 0 || call(file);

	if (file >= 0)
		close(file);
	return failed ? -1 : 0;
}

/* Syncs a file that has lost its last name, by what was open before. */
static int unlink_synced(const char *name)
{
	int file = open(name, O_WRONLY);
	int failed = file < 0 || unlink(name) || fsync(file);

	if (file >= 0)
		close(file);
	return failed ? -1 : 0;
}

int operate(const char *words)
{
	char what[24], a[32] = "", b[32] = "";
	int from = 0, pieces = 0;

	if (sscanf(words, "%23s %31s %31s %d", what, a, b, &pieces) < 1)
		return errno = EINVAL, -1;
	sscanf(b, "%d", &from);
	if (!strcmp(what, "write"))
		return store(a, O_TRUNC, b[0], pieces);
	if (!strcmp(what, "overwrite"))
		return store(a, 0, b[0], pieces);
	if (!strcmp(what, "append"))
		return store(a, O_APPEND, b[0], pieces);
	if (!strcmp(what, "mmap"))
		return store_mapped(a, b[0], pieces);
	if (!strcmp(what, "rename"))
		return rename(a, b);
	if (!strcmp(what, "link"))
		return link(a, b);
	if (!strcmp(what, "unlink"))
		return unlink(a);
	if (!strcmp(what, "unlink-fsync"))
		return unlink_synced(a);
	if (!strcmp(what, "symlink"))
		return symlink(a, b);
	if (!strcmp(what, "exchange"))
		return renameat2(AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE);
	if (!strcmp(what, "rmdir"))
		return rmdir(a);
	if (!strcmp(what, "truncate"))
		return truncate(a, (off_t)from * PIECE);
	if (!strcmp(what, "keep"))
		return allocate(a, FALLOC_FL_KEEP_SIZE, from, pieces);
	if (!strcmp(what, "zero"))
		return allocate(a, FALLOC_FL_ZERO_RANGE, from, pieces);
	if (!strcmp(what, "punch"))
		return allocate(a, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, from, pieces);
	if (!strcmp(what, "mkdir"))
		return mkdir(a, 0755);
	if (!strcmp(what, "tmpfile"))
		return store_unnamed(a, b[0], pieces, NULL);
	if (!strcmp(what, "tmpfile-fsync"))
		return store_unnamed(a, b[0], pieces, fsync);
	if (!strcmp(what, "tmpfile-fdatasync"))
		return store_unnamed(a, b[0], pieces, fdatasync);
	if (!strcmp(what, "tmpfile-range"))
		return store_unnamed(a, b[0], pieces, write_out);
	if (!strcmp(what, "range"))
		return synced(a, write_out);
	if (!strcmp(what, "fsync"))
		return synced(a, fsync);
	if (!strcmp(what, "fdatasync"))
		return synced(a, fdatasync);
	if (!strcmp(what, "sync"))
		return synced(".", syncfs);
	return errno = EINVAL, -1;
}
