/* The workloads of bench/program: each takes one job, prints its results, and returns 0 or -1. */
#ifndef WARRANT_WORKLOADS_H
#define WARRANT_WORKLOADS_H
#include "job.h"
#include "region.h"
#include <stdint.h>

int durable_run(const struct job *job);
int nature_run(const struct job *job);
int interfere_run(const struct job *job);
int records_run(const struct job *job);
int replay_run(const struct job *job);

/*
 * What one durable operation of a job does, decided before it is timed: `size` bytes stored at each
 * `stride` from `first` to `end`, then whatever makes them durable.
 */
struct plan {
	int (*execute)(const struct plan *plan, uint64_t value);
	char *first, *end;
	size_t stride, size;
	int descriptor;
};

struct plan durable_plan(const struct job *job, const struct region *region, size_t offset);

/* Prefaults, commits and, where the job asks for it, seals; comes before the first execution. */
int durable_prefault(const struct job *job, const struct region *region);

/*
 * Reports ticks as `instructions` (in a guest whose counter advances once an instruction) or as
 * `latency` in ns, less what reading the counter twice costs.
 */
void report_ticks(const struct job *job, const unsigned long long *ticks, int count);
#endif
