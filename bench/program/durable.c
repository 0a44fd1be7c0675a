/*
 * One durable operation: stores to `dirty` pages, then whatever makes them durable. The window that
 * is timed holds the stores, the faults they take, and the msync, fsync or flushes; nothing else.
 */
#define _GNU_SOURCE
#include "workloads.h"
#include "counters.h"
#include "emulate.h"
#include "persist.h"
#include "region.h"
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

static unsigned long long duration[MAXIMUM_SAMPLES];
static unsigned long long counted[COUNTERS][MAXIMUM_SAMPLES];

size_t durable_stride(const struct job *job)
{
	/* A first touch of a 2 MiB mapping can be had once in each 2 MiB. */
	if (job->huge && job->state != OVERWRITE)
		return HUGE;
	return (job->size + PAGE - 1) & ~(size_t)(PAGE - 1);
}

int durable_store(const struct job *job, const struct region *region, size_t offset, uint64_t value)
{
	size_t stride = durable_stride(job), length = stride * job->dirty;
	char *first = region->at + offset, *end = first + length;

	for (char *at = first; at < end; at += stride) {
		if (job->operation == NON_TEMPORAL)
			store_non_temporal(at, job->size, value);
		else
			store(at, job->size, value);
		if (job->operation == CLWB)
			emulated_write_back(at, job->size);
	}
	switch (job->operation) {
	case MSYNC:
		return msync(first, length, MS_SYNC);
	case FSYNC:
		return fsync(region->descriptor);
	case FDATASYNC:
		return fdatasync(region->descriptor);
	default:
		emulated_fence(job);
		return 0;
	}
}

static void touch(const struct region *region)
{
	for (size_t at = 0; at < region->length; at += PAGE)
		*(volatile char *)(region->at + at) = 1;
}

/*
 * Brings an overwrite into its steady state. fsync write-protects what it wrote, so a page that was
 * made durable before faults again on its next store; a page under user-space flushes never does.
 */
int durable_prefault(const struct job *job, const struct region *region)
{
	if (job->state != OVERWRITE)
		return 0;
	touch(region);
	if (job->device || job->synchronous)
		return 0;
	if (fsync(region->descriptor))
		return -1;
	if (job->sealed)
		touch(region);
	return 0;
}

static int sample(const struct job *job, const struct region *region, int index)
{
	uint64_t before[COUNTERS], after[COUNTERS];
	size_t offset = (size_t)index * durable_stride(job) * job->dirty;

	counters_read(before);
	MARK_BEGIN();
	uint64_t start = ticks();
	int failed = durable_store(job, region, offset, (uint64_t)index);
	uint64_t end = ticks();
	MARK_END();
	counters_read(after);
	duration[index] = end - start;
	for (int i = 0; i < COUNTERS; i++)
		counted[i][index] = after[i] - before[i];
	return failed;
}

int durable_run(const struct job *job)
{
	struct region region;
	int failed = region_open(&region, job, (size_t)job->samples * durable_stride(job) * job->dirty);

	if (!failed && durable_prefault(job, &region))
		failed = job_fault(job, "prefault");
	if (!failed && job->sealed && region_seal(&region, 1))
		failed = job_fault(job, "seal");
	for (int i = 0; !failed && i < job->samples; i++)
		if (sample(job, &region, i))
			failed = job_fault(job, "durable operation");
	region_close(&region, job);
	if (failed)
		return -1;
	report_ticks(job, duration, job->samples);
	for (int i = 0; i < COUNTERS; i++)
		if (counter_available(i))
			job_report(job, counter_names[i], "events", counted[i], job->samples);
	return 0;
}
