/*
 * Puts the image that a crash left onto a block device, lets the kernel recover it by mounting, reads
 * the records back, and asks the file system's own checker (read-only) what it thinks of the result.
 * Base and image are runs of { uint64_t offset; uint64_t size; bytes }, the rest is zeros.
 */
#define _GNU_SOURCE
#include "workloads.h"
#include "persist.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#define FOLDER "/mnt/crash"
enum { CHUNK = 1 << 20 };

static int apply(int device, const char *path)
{
	static char bytes[CHUNK];
	uint64_t head[2]; /* offset, size */
	FILE *file = fopen(path, "r");
	int failed = !file;

	while (!failed && fread(head, sizeof(head), 1, file) == 1)
		failed = head[1] > CHUNK || fread(bytes, head[1], 1, file) != 1 ||
			 pwrite(device, bytes, head[1], (off_t)head[0]) != (ssize_t)head[1];
	if (file)
		fclose(file);
	return failed;
}

static int write_image(const struct job *job)
{
	static const char zeros[CHUNK];
	int device = open(job->path, O_RDWR);
	int failed = device < 0;

	for (size_t at = 0; !failed && at < job->size; at += CHUNK)
		failed = pwrite(device, zeros, CHUNK, (off_t)at) != CHUNK;
	failed = failed || apply(device, job->base) || apply(device, job->image) || fsync(device) ||
		 ioctl(device, BLKFLSBUF, 0);
	if (device >= 0)
		close(device);
	return failed ? job_fault(job, "write image") : 0;
}

/* A record that cannot be read counts as 0, which no record is. */
static void read_records(const struct job *job, unsigned long long *records)
{
	char name[64];

	snprintf(name, sizeof(name), FOLDER "/region-%d", job->file);
	int file = open(name, O_RDONLY);
	for (int i = 0; i < job->samples; i++) {
		uint64_t value = 0;
		if (file < 0 || pread(file, &value, sizeof(value), (off_t)i * PAGE) < 0)
			value = 0;
		records[i] = value;
	}
	if (file >= 0)
		close(file);
}

/* Runs the file system's own tool; what it prints stands in the serial transcript for who asks why. */
static int tool(const struct job *job, const char *e2fsck_option, const char *xfs_repair_option)
{
	int status = -1, xfs = !strcmp(job->fs, "xfs");

	fflush(stdout);
	pid_t child = fork();
	if (child == 0) {
		if (xfs)
			execl("/sbin/xfs_repair", "xfs_repair", xfs_repair_option, job->path, NULL);
		else
			execl("/sbin/e2fsck", "e2fsck", "-f", e2fsck_option, job->path, NULL);
		_exit(127);
	}
	if (child > 0)
		waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 255;
}

static int recover(const struct job *job)
{
	return !mount(job->path, FOLDER, job->fs, 0, "");
}

/*
 * `mounted` says whether the kernel's recovery was enough. Where it refuses, the records are looked for
 * after the tool has mended what it can, as an administrator would; `checker` is 0 if the tool finds
 * nothing (more) to mend.
 */
int recover_run(const struct job *job)
{
	unsigned long long records[MAXIMUM_SAMPLES] = { 0 };

	if (write_image(job))
		return -1;
	int mounted = recover(job), mended = 0;
	if (!mounted) {
		tool(job, "-y", "-L");
		mended = recover(job);
	}
	if (mounted || mended) {
		read_records(job, records);
		if (umount(FOLDER))
			return job_fault(job, "umount");
	}
	job_report_one(job, "mounted", "flag", (unsigned long long)mounted);
	job_report_one(job, "checker", "status", (unsigned long long)tool(job, "-n", "-n"));
	job_report(job, "records", "value", records, job->samples);
	return 0;
}
