#define _GNU_SOURCE
#include "region.h"
#include "persist.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#ifndef MAP_SYNC
#define MAP_SYNC 0x80000
#endif
#ifndef MAP_SHARED_VALIDATE
#define MAP_SHARED_VALIDATE 3
#endif

static int write_all(int descriptor, size_t length)
{
	static const char zeros[1 << 16];

	for (size_t at = 0; at < length; at += sizeof(zeros))
		if (pwrite(descriptor, zeros, sizeof(zeros), (off_t)at) != (ssize_t)sizeof(zeros))
			return -1;
	return 0;
}

/* A fresh file whose blocks are holes, unwritten extents or written ones, all of it committed. */
static int make_file(struct region *region, const struct job *job)
{
	snprintf(region->name, sizeof(region->name), "%s/region-%d", job->path, job->id);
	unlink(region->name);
	region->descriptor = open(region->name, O_RDWR | O_CREAT | O_EXCL, 0644);
	if (region->descriptor < 0)
		return job_fault(job, "open");
	if (ftruncate(region->descriptor, (off_t)region->length))
		return job_fault(job, "ftruncate");
	if (job->state != HOLE && (errno = posix_fallocate(region->descriptor, 0, (off_t)region->length)))
		return job_fault(job, "fallocate");
	if (job->state == OVERWRITE && write_all(region->descriptor, region->length))
		return job_fault(job, "write");
	if (fsync(region->descriptor) || syncfs(region->descriptor))
		return job_fault(job, "fsync");
	return 0;
}

/* Huge mappings need file offset and address congruent modulo 2 MiB, so the address is chosen. */
static char *map_aligned(const struct region *region, const struct job *job)
{
	char *reserve = mmap(NULL, region->length + HUGE, PROT_NONE,
			     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (reserve == MAP_FAILED)
		return MAP_FAILED;
	char *at = (char *)(((uintptr_t)reserve + HUGE - 1) & ~(uintptr_t)(HUGE - 1));
	int flags = job->synchronous ? MAP_SHARED_VALIDATE | MAP_SYNC : MAP_SHARED;
	char *mapped = mmap(at, region->length, PROT_READ | PROT_WRITE, flags | MAP_FIXED,
			    region->descriptor, 0);
	if (mapped == MAP_FAILED)
		munmap(reserve, region->length + HUGE);
	return mapped;
}

int region_open(struct region *region, const struct job *job, size_t length)
{
	*region = (struct region){ .descriptor = -1,
				   .at = MAP_FAILED,
				   .length = (length + HUGE - 1) & ~(size_t)(HUGE - 1) };
	if (job->device)
		region->descriptor = open(job->path, O_RDWR);
	else if (make_file(region, job))
		return -1;
	if (region->descriptor < 0)
		return job_fault(job, "open");
	region->at = map_aligned(region, job);
	if (region->at == MAP_FAILED)
		return job_fault(job, job->synchronous ? "mmap MAP_SYNC" : "mmap");
	/* device-dax has the alignment of its namespace and answers smaller mappings with SIGBUS. */
	if (!job->device && !job->huge && madvise(region->at, region->length, MADV_NOHUGEPAGE))
		return job_fault(job, "madvise");
	return 0;
}

int region_seal(const struct region *region, int sealed)
{
	int flags;

	if (ioctl(region->descriptor, FS_IOC_GETFLAGS, &flags))
		return -1;
	flags = sealed ? flags | FS_IMMUTABLE_FL : flags & ~FS_IMMUTABLE_FL;
	return ioctl(region->descriptor, FS_IOC_SETFLAGS, &flags);
}

void region_close(struct region *region, const struct job *job)
{
	if (region->at != MAP_FAILED)
		munmap(region->at, region->length);
	if (region->descriptor >= 0 && job->sealed)
		region_seal(region, 0);
	if (region->name[0] && region->descriptor >= 0) {
		unlink(region->name);
		syncfs(region->descriptor); /* so that no later job pays for this one's blocks */
	}
	if (region->descriptor >= 0)
		close(region->descriptor);
}

void region_flags(const struct region *region, char *flags, size_t size)
{
	char line[512];
	int inside = 0;
	FILE *smaps = fopen("/proc/self/smaps", "r");

	flags[0] = 0;
	while (smaps && fgets(line, sizeof(line), smaps)) {
		unsigned long start, end;
		if (sscanf(line, "%lx-%lx ", &start, &end) == 2)
			inside = start == (unsigned long)region->at;
		else if (inside && !strncmp(line, "VmFlags:", 8))
			snprintf(flags, size, "%s", line + 8);
	}
	if (smaps)
		fclose(smaps);
}
