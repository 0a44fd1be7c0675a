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

static size_t stride_of(const struct job *job)
{
	/* A first touch of a 2 MiB mapping can be had once in each 2 MiB. */
	if (job->huge && job->state != OVERWRITE)
		return HUGE;
	return (job->size + PAGE - 1) & ~(size_t)(PAGE - 1);
}

/* Durable when it returns, if the mapping is of the kind that user-space flushes are enough for. */
static int store_and_write_back(const struct plan *plan, uint64_t value)
{
	for (char *at = plan->first; at < plan->end; at += plan->stride) {
		store(at, plan->size, value);
		write_back(at, plan->size);
	}
	_mm_sfence();
	return 0;
}

static int store_past_caches(const struct plan *plan, uint64_t value)
{
	for (char *at = plan->first; at < plan->end; at += plan->stride)
		store_non_temporal(at, plan->size, value);
	_mm_sfence();
	return 0;
}

static void store_pages(const struct plan *plan, uint64_t value)
{
	for (char *at = plan->first; at < plan->end; at += plan->stride)
		store(at, plan->size, value);
}

static int store_and_msync(const struct plan *plan, uint64_t value)
{
	store_pages(plan, value);
	return msync(plan->first, (size_t)(plan->end - plan->first), MS_SYNC);
}

static int store_and_fsync(const struct plan *plan, uint64_t value)
{
	store_pages(plan, value);
	return fsync(plan->descriptor);
}

static int store_and_fdatasync(const struct plan *plan, uint64_t value)
{
	store_pages(plan, value);
	return fdatasync(plan->descriptor);
}

struct plan durable_plan(const struct job *job, const struct region *region, size_t offset)
{
	static int (*const executors[])(const struct plan *, uint64_t) = {
		[MSYNC] = store_and_msync,	   [FSYNC] = store_and_fsync,
		[FDATASYNC] = store_and_fdatasync, [CLWB] = store_and_write_back,
		[NON_TEMPORAL] = store_past_caches,
	};
	int flushes = job->operation == CLWB || job->operation == NON_TEMPORAL;
	struct plan plan = { .execute = executors[job->operation],
			     .first = region->at + offset,
			     .stride = stride_of(job),
			     .size = job->size,
			     .descriptor = region->descriptor };

	plan.end = plan.first + plan.stride * job->dirty;
	if (flushes && substituted())
		plan.execute = job->operation == CLWB ? substitute_flush : substitute_non_temporal;
	return plan;
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
	if (!job->sealed)
		return 0;
	if (region_seal(region, 1)) /* ext4 write-protects the mapping once more when it seals */
		return -1;
	touch(region);
	return 0;
}

static int sample(const struct job *job, const struct region *region, int index)
{
	uint64_t before[COUNTERS], after[COUNTERS];
	size_t offset = (size_t)index * stride_of(job) * job->dirty;

	struct plan plan = durable_plan(job, region, offset);

	counters_read(before);
	MARK_BEGIN();
	uint64_t start = ticks();
	int failed = plan.execute(&plan, (uint64_t)index);
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
	int failed = region_open(&region, job, (size_t)job->samples * stride_of(job) * job->dirty);

	if (!failed && durable_prefault(job, &region))
		failed = job_fault(job, "prefault");
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
