#define _GNU_SOURCE
#include "counters.h"
#include <linux/perf_event.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

const char *const counter_names[COUNTERS] = { "page-faults",	"jbd2-commits", "xfs-log-forces",
					      "dax-writeback", "dax-pte-faults", "dax-pmd-faults",
					      "xfs-log-writes" };

/* Where the event fires: include/trace/events/{exceptions,jbd2,fs_dax}.h and fs/xfs/xfs_trace.h. */
static const char *const tracepoints[COUNTERS] = {
	"exceptions/page_fault_user", "jbd2/jbd2_end_commit",	    "xfs/xfs_log_force",
	"fs_dax/dax_writeback_one",   "fs_dax/dax_pte_fault_done", "fs_dax/dax_pmd_fault_done",
	"xfs/xlog_iclog_write",
};

static int descriptors[COUNTERS] = { -1, -1, -1, -1, -1, -1, -1 };

static int open_tracepoint(const char *name, int task, int cpu)
{
	char path[128];
	long long id;

	snprintf(path, sizeof(path), "/sys/kernel/tracing/events/%s/id", name);
	FILE *file = fopen(path, "r");
	if (!file)
		return -1;
	int read = fscanf(file, "%lld", &id);
	fclose(file);
	if (read != 1)
		return -1;
	struct perf_event_attr attr = {
		.type = PERF_TYPE_TRACEPOINT, .size = sizeof(attr), .config = (uint64_t)id
	};
	return (int)syscall(SYS_perf_event_open, &attr, task, cpu, -1, 0);
}

void counters_open(int only_processor)
{
	for (int i = 0; i < COUNTERS; i++) {
		int in_kernel_thread = !strncmp(tracepoints[i], "jbd2/", 5);

		if (only_processor)
			descriptors[i] = open_tracepoint(tracepoints[i], -1, 0);
		else if (!in_kernel_thread)
			descriptors[i] = open_tracepoint(tracepoints[i], 0, -1);
	}
}

int counter_available(int counter)
{
	return descriptors[counter] >= 0;
}

void counters_read(uint64_t values[COUNTERS])
{
	memset(values, 0, COUNTERS * sizeof(*values));
	for (int i = 0; i < COUNTERS; i++)
		if (descriptors[i] >= 0 && read(descriptors[i], &values[i], 8) != 8)
			values[i] = 0;
}
