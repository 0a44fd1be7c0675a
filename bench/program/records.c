/*
 * What the crash states are taken from: record after record is made durable and acknowledged to the
 * QEMU plugin, with a change of the extent map elsewhere in the file in between where the job asks
 * for one. Record i is the value i + 1 at the start of page i.
 */
#define _GNU_SOURCE
#include "workloads.h"
#include "persist.h"
#include <fcntl.h>
#include <linux/falloc.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { ELSEWHERE = 64 /* pages into the file, beyond all records */ };

/* Splits an extent each time; in the job's first state the pages there are written. */
static int mutate(const struct job *job, const struct region *region, int index)
{
	off_t page = (off_t)(ELSEWHERE + 2 * index) * PAGE;

	if (strcmp(job->mutation, "punch"))
		return 0;
	return fallocate(region->descriptor, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, page, PAGE);
}

/* From here on the plugin keeps every store; all before is on media. */
static void arm(void)
{
	MARK_PREPARE();
	usleep(1000); /* instrumentation takes effect at the next translation */
	sync();
	MARK_ARM();
}

int records_run(const struct job *job)
{
	struct region region;
	int failed = region_open(&region, job, ELSEWHERE * PAGE);

	if (!failed && durable_prefault(job, &region))
		failed = job_fault(job, "prefault");
	if (failed)
		return -1;
	arm();
	for (int i = 0; !failed && i < job->samples; i++) {
		struct plan plan = durable_plan(job, &region, (size_t)i * PAGE);
		failed = plan.execute(&plan, (uint64_t)i + 1);
		MARK_ACKNOWLEDGE();
		failed = failed || mutate(job, &region, i);
	}
	MARK_DISARM();
	if (failed)
		job_fault(job, "record");
	else
		job_report_one(job, "records", "count", (unsigned long long)job->samples);
	munmap(region.at, region.length);
	close(region.descriptor);
	return failed ? -1 : 0;
}
