/*
 * Runs jobs on real mappings: `warrant-program JOBS UNIT [flush=TABLE] [nt=TABLE]`. JOBS is a file of
 * one job a line, UNIT is `instructions` (a guest whose time stamp counter advances by one an
 * instruction) or `ns`. Results are lines that start with `@`; the last is `@ end JOBS`.
 */
#define _GNU_SOURCE
#include "counters.h"
#include "emulate.h"
#include "persist.h"
#include "workloads.h"
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static int in_ns;
static double ticks_per_ns = 1;
static unsigned long long overhead;

static double calibrate(void)
{
	struct timespec from, to;

	clock_gettime(CLOCK_MONOTONIC_RAW, &from);
	uint64_t start = ticks();
	usleep(50000);
	uint64_t end = ticks();
	clock_gettime(CLOCK_MONOTONIC_RAW, &to);
	double ns = 1e9 * (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec);
	return (double)(end - start) / ns;
}

/* What two readings of the counter cost with nothing between them: the least of many. */
static unsigned long long measure_overhead(void)
{
	unsigned long long least = ~0ull;

	for (int i = 0; i < 1000; i++) {
		uint64_t start = ticks();
		uint64_t spent = ticks() - start;
		if (spent < least)
			least = spent;
	}
	return least;
}

void report_ticks(const struct job *job, const unsigned long long *spent, int count)
{
	unsigned long long values[MAXIMUM_SAMPLES];

	for (int i = 0; i < count; i++) {
		unsigned long long net = spent[i] > overhead ? spent[i] - overhead : 0;
		values[i] = (unsigned long long)((double)net / ticks_per_ns + 0.5);
	}
	job_report(job, in_ns ? "latency" : "instructions", in_ns ? "ns" : "instructions", values, count);
}

static int run(const struct job *job)
{
	if (!strcmp(job->workload, "durable-store"))
		return durable_run(job);
	if (!strcmp(job->workload, "mapping-nature"))
		return nature_run(job);
	if (!strcmp(job->workload, "interference"))
		return interfere_run(job);
	if (!strcmp(job->workload, "crash-records"))
		return records_run(job);
	if (!strcmp(job->workload, "replay"))
		return replay_run(job);
	printf("@ %d fault workload not known: %s\n", job->id, job->workload);
	return -1;
}

static int set_up(int argc, char **argv)
{
	in_ns = !strcmp(argv[2], "ns");
	if (in_ns)
		ticks_per_ns = calibrate();
	for (int i = 3; i < argc; i++) {
		int nt = !strncmp(argv[i], "nt=", 3);
		const char *table = strchr(argv[i], '=');
		if (!table || emulate_table(nt ? NON_TEMPORAL : CLWB, table + 1, ticks_per_ns))
			return -1;
	}
	mlockall(MCL_CURRENT); /* so that no sample pays for a first look at our own code */
	overhead = measure_overhead();
	counters_open(!in_ns);
	return 0;
}

int main(int argc, char **argv)
{
	char line[1024];
	struct job job;
	int jobs = 0;

	FILE *file = argc > 2 ? fopen(argv[1], "r") : NULL;
	if (!file || set_up(argc, argv)) {
		fprintf(stderr, "usage: %s JOBS instructions|ns [flush=TABLE] [nt=TABLE]\n", argv[0]);
		return 2;
	}
	printf("@ begin overhead=%llu ticks-per-us=%.0f flush=%s\n", overhead, 1000 * ticks_per_ns,
	       flush_instruction());
	while (fgets(line, sizeof(line), file)) {
		if (!job_parse(&job, line))
			run(&job);
		fflush(stdout);
		jobs++;
	}
	printf("@ end %d\n", jobs);
	return 0;
}
