#define _GNU_SOURCE
#include "counters.h"
#include <linux/perf_event.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { FIRST_DESCRIPTOR = 100, MAXIMUM_PROCESSORS = 8 };

static char names[MAXIMUM_COUNTERS][40];
static char events[MAXIMUM_COUNTERS][80];
static int number = -1;
static int descriptors[MAXIMUM_COUNTERS][MAXIMUM_PROCESSORS];

/* A counter's descriptor in the holder is FIRST_DESCRIPTOR + counter * MAXIMUM_PROCESSORS + processor. */
static int place(int counter, int processor)
{
	return FIRST_DESCRIPTOR + counter * MAXIMUM_PROCESSORS + processor;
}

static void read_names(void)
{
	const char *path = getenv("LAB_COUNTERS");
	FILE *file = path ? fopen(path, "r") : NULL;

	for (number = 0; file && number < MAXIMUM_COUNTERS; number++)
		if (fscanf(file, "%39s %79s", names[number], events[number]) != 2)
			break;
	if (file)
		fclose(file);
}

static long event_id(const char *event)
{
	char path[160];
	long id = -1;

	snprintf(path, sizeof(path), "/sys/kernel/tracing/events/%s/id", event);
	FILE *file = fopen(path, "r");
	if (file && fscanf(file, "%ld", &id) != 1)
		id = -1;
	if (file)
		fclose(file);
	return id;
}

static int open_counter(long id, int processor)
{
	struct perf_event_attr attribute = {
		.type = PERF_TYPE_TRACEPOINT, .size = sizeof(attribute), .config = (uint64_t)id
	};
	return (int)syscall(SYS_perf_event_open, &attribute, -1, processor, -1, 0);
}

void counters_hold(void)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);

	read_names();
	for (int i = 0; i < number; i++) {
		long id = event_id(events[i]);
		for (int processor = 0; id >= 0 && processor < processors; processor++) {
			int descriptor = open_counter(id, processor);
			if (descriptor >= 0)
				dup2(descriptor, place(i, processor));
			if (descriptor >= 0)
				close(descriptor);
		}
	}
	for (;;)
		pause();
}

/* Descriptors of the holder's counters, taken over once (pidfd_getfd(2)). */
static void take(void)
{
	const char *holder = getenv("LAB_HOLDER");
	int process = holder ? (int)syscall(SYS_pidfd_open, atoi(holder), 0) : -1;

	read_names();
	for (int i = 0; i < number; i++)
		for (int processor = 0; processor < MAXIMUM_PROCESSORS; processor++)
			descriptors[i][processor] =
				process < 0 ? -1
					    : (int)syscall(SYS_pidfd_getfd, process,
							   place(i, processor), 0);
	if (process >= 0)
		close(process);
	int available = 0;
	for (int i = 0; i < number; i++) {
		if (descriptors[i][0] < 0)
			continue;
		memmove(names[available], names[i], sizeof(names[i]));
		memmove(events[available], events[i], sizeof(events[i]));
		memmove(descriptors[available++], descriptors[i], sizeof(descriptors[i]));
	}
	number = available;
}

/* Calls that reading the counters has made, which are not the program's. */
static uint64_t own_calls;

static uint64_t read_one(int counter)
{
	uint64_t sum = 0;

	for (int processor = 0; processor < MAXIMUM_PROCESSORS; processor++) {
		uint64_t value;
		if (descriptors[counter][processor] < 0)
			continue;
		own_calls++;
		if (read(descriptors[counter][processor], &value, 8) == 8)
			sum += value;
	}
	return sum;
}

void counts_read(struct counts *counts)
{
	if (number < 0)
		take();
	counts->number = number;
	for (int i = 0; i < number; i++) {
		counts->value[i] = read_one(i);
		if (!strcmp(events[i], "raw_syscalls/sys_enter"))
			counts->value[i] -= own_calls;
	}
}

const char *counter_name(int counter)
{
	return names[counter];
}
