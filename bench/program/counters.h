/* What the kernel counts while an operation runs: tracepoints read through perf_event_open(2). */
#ifndef WARRANT_COUNTERS_H
#define WARRANT_COUNTERS_H
#include <stdint.h>

enum { COUNTERS = 7 };

/* Metric names, in the order of the values; a counter that this kernel lacks stays 0 and closed. */
extern const char *const counter_names[COUNTERS];

/*
 * Opens what the kernel offers: for every task where there is one processor and nobody else, so that
 * commits in kernel threads are seen; else for this task alone, without what other threads do for it.
 */
void counters_open(int only_processor);
int counter_available(int counter);
void counters_read(uint64_t values[COUNTERS]);
#endif
