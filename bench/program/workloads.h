/* The workloads of bench/program: each takes one job, prints its results, and returns 0 or -1. */
#ifndef WARRANT_WORKLOADS_H
#define WARRANT_WORKLOADS_H
#include "job.h"
#include "region.h"
#include <stdint.h>

int durable_run(const struct job *job);
int nature_run(const struct job *job);
int interfere_run(const struct job *job);

/* The pieces of `durable_run` that `interfere_run` shares. */
size_t durable_stride(const struct job *job);
int durable_store(const struct job *job, const struct region *region, size_t offset, uint64_t value);
int durable_prefault(const struct job *job, const struct region *region);

/*
 * Reports ticks as `instructions` (in a guest whose counter advances once an instruction) or as
 * `latency` in ns, less what reading the counter twice costs.
 */
void report_ticks(const struct job *job, const unsigned long long *ticks, int count);
#endif
