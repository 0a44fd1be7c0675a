#define _GNU_SOURCE
#include "marks.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

unsigned long long ticks_overhead(void)
{
	static unsigned long long least;

	for (int i = 0; !least || i < 1000; i++) {
		unsigned long long from = ticks();
		unsigned long long spent = ticks() - from;
		if (!least || spent < least)
			least = spent;
		if (i > 1000)
			break;
	}
	return least;
}

static double ticks_per_ns(void)
{
	static double rate;
	struct timespec from, to;

	if (rate > 0)
		return rate;
	clock_gettime(CLOCK_MONOTONIC_RAW, &from);
	unsigned long long first = ticks();
	usleep(50000);
	unsigned long long last = ticks();
	clock_gettime(CLOCK_MONOTONIC_RAW, &to);
	rate = (double)(last - first) /
	       (1e9 * (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec));
	return rate;
}

unsigned long long ticks_net(unsigned long long spent)
{
	const char *unit = getenv("LAB_UNIT");

	if (!unit || strcmp(unit, "ns"))
		return spent;
	return (unsigned long long)((double)spent / ticks_per_ns() + 0.5);
}
