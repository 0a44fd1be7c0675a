#include "emulate.h"
#include "persist.h"
#include <cpuid.h>
#include <stdio.h>

enum { POINTS = 16 };

struct table {
	int points;
	double bytes[POINTS], ticks[POINTS];
};

static struct table flushes, non_temporal;
static int has_clwb = -1;

static int clwb_supported(void)
{
	unsigned int a, b, c, d;

	if (has_clwb < 0)
		has_clwb = __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_CLWB) != 0;
	return has_clwb;
}

const char *flush_instruction(void)
{
	return clwb_supported() ? "clwb" : "clflushopt";
}

int emulate_table(enum operation operation, const char *text, double ticks_per_ns)
{
	struct table *table = operation == NON_TEMPORAL ? &non_temporal : &flushes;
	int used;

	for (table->points = 0; *text && table->points < POINTS; text += used) {
		double bytes, ns;
		if (sscanf(text, "%lf:%lf%n", &bytes, &ns, &used) != 2)
			return -1;
		table->bytes[table->points] = bytes;
		table->ticks[table->points++] = ns * ticks_per_ns;
		if (text[used] == ',')
			used++;
	}
	return table->points > 0 ? 0 : -1;
}

/* Linear between published sizes and beyond the last by its slope; the smallest size is the floor. */
static uint64_t latency(const struct table *table, double bytes)
{
	int i = 1;

	if (table->points == 1 || bytes <= table->bytes[0])
		return (uint64_t)table->ticks[0];
	while (i < table->points - 1 && bytes > table->bytes[i])
		i++;
	double slope = (table->ticks[i] - table->ticks[i - 1]) / (table->bytes[i] - table->bytes[i - 1]);
	return (uint64_t)(table->ticks[i - 1] + slope * (bytes - table->bytes[i - 1]));
}

int substituted(void)
{
	return flushes.points || non_temporal.points || !clwb_supported();
}

/* The time that DRAM took is part of the emulated time, so only what is missing is waited for. */
static void wait_until(const struct table *table, const struct plan *plan, uint64_t start)
{
	size_t pages = (size_t)(plan->end - plan->first) / plan->stride;

	if (!table->points)
		return;
	uint64_t until = start + latency(table, (double)(pages * plan->size));
	while (ticks() < until)
		;
}

int substitute_flush(const struct plan *plan, uint64_t value)
{
	uint64_t start = ticks();

	for (char *at = plan->first; at < plan->end; at += plan->stride) {
		store(at, plan->size, value);
		if (clwb_supported())
			write_back(at, plan->size);
		else
			flush_optimised(at, plan->size);
	}
	_mm_sfence();
	wait_until(&flushes, plan, start);
	return 0;
}

int substitute_non_temporal(const struct plan *plan, uint64_t value)
{
	uint64_t start = ticks();

	for (char *at = plan->first; at < plan->end; at += plan->stride)
		store_non_temporal(at, plan->size, value);
	_mm_sfence();
	wait_until(&non_temporal, plan, start);
	return 0;
}
