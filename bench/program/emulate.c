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
static uint64_t pending_since;
static size_t pending_bytes;
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

void emulated_write_back(char *at, size_t size)
{
	if (flushes.points) {
		if (!pending_bytes)
			pending_since = ticks();
		pending_bytes += size;
	}
	if (clwb_supported())
		write_back(at, size);
	else
		flush_optimised(at, size);
}

void emulated_fence(const struct job *job)
{
	const struct table *table = job->operation == NON_TEMPORAL ? &non_temporal : &flushes;

	_mm_sfence();
	if (!table->points)
		return;
	if (job->operation == NON_TEMPORAL) {
		pending_since = ticks();
		pending_bytes = job->size * job->dirty;
	}
	uint64_t until = pending_since + latency(table, (double)pending_bytes);
	while (ticks() < until)
		;
	pending_bytes = 0;
}
