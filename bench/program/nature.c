/*
 * The question of the review's subject line, asked of the kernel: does this path take MAP_SYNC, and
 * what do the VmFlags of /proc/self/smaps say (`sf`: VM_SYNC, `mm`: VM_MIXEDMAP; fs/proc/task_mmu.c)?
 */
#include "workloads.h"
#include "persist.h"
#include <errno.h>
#include <string.h>

static void report_flags(const struct job *job, const struct region *region)
{
	char flags[256];

	*(volatile char *)region->at = 1; /* VM_MIXEDMAP and VM_SYNC are there before the first fault */
	region_flags(region, flags, sizeof(flags));
	job_report_one(job, "smaps-sf", "flag", strstr(flags, " sf") != NULL);
	job_report_one(job, "smaps-mm", "flag", strstr(flags, " mm") != NULL);
}

int nature_run(const struct job *job)
{
	struct region region;

	errno = 0;
	int refused = region_open(&region, job, HUGE);
	int cause = errno;
	if (refused && cause != EOPNOTSUPP) {
		region_close(&region, job);
		return -1;
	}
	if (job->synchronous)
		job_report_one(job, "map-sync-accepted", "flag", !refused);
	if (!refused)
		report_flags(job, &region);
	region_close(&region, job);
	return 0;
}
