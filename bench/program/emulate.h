/*
 * Stands in for the flushes of this processor: CLFLUSHOPT where it lacks CLWB, and waiting as long as
 * a published table says where slower persistence is emulated on DRAM.
 */
#ifndef WARRANT_EMULATE_H
#define WARRANT_EMULATE_H
#include "job.h"
#include "workloads.h"

/* Reads `BYTES:NS,BYTES:NS,…` for flushes or non-temporal stores; returns -1 if malformed. */
int emulate_table(enum operation operation, const char *text, double ticks_per_ns);

/* The flush in use: clwb, or clflushopt on a processor without it. */
const char *flush_instruction(void);

/* Whether the functions below must run in place of plain flushes and non-temporal stores. */
int substituted(void);

/* Return when the emulated device would have made the stores durable. */
int substitute_flush(const struct plan *plan, uint64_t value);
int substitute_non_temporal(const struct plan *plan, uint64_t value);
#endif
