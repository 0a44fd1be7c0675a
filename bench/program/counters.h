/* What the kernel counts while an operation runs: tracepoints read through perf_event_open(2). */
#ifndef WARRANT_COUNTERS_H
#define WARRANT_COUNTERS_H
#include <stdint.h>

enum { COUNTERS = 7 };

/* Metric names, in the order of the values; a counter that this kernel lacks stays 0 and closed. */
extern const char *const counter_names[COUNTERS];

/* Opens what the kernel offers, on processor 0 and for every task: commits run in kernel threads. */
void counters_open(void);
int counter_available(int counter);
void counters_read(uint64_t values[COUNTERS]);
#endif
