/*
 * Emulation of slower persistence on DRAM: a fence waits until the flushes before it have taken as
 * long as a published latency-by-size table says. Without a table nothing is added.
 */
#ifndef WARRANT_EMULATE_H
#define WARRANT_EMULATE_H
#include "job.h"

/* Reads `BYTES:NS,BYTES:NS,…` for flushes or non-temporal stores; returns -1 if malformed. */
int emulate_table(enum operation operation, const char *text, double ticks_per_ns);

/* Processors without CLWB get CLFLUSHOPT; `name` says which. */
const char *flush_instruction(void);

void emulated_write_back(char *at, size_t size);
void emulated_fence(const struct job *job);
#endif
