#include "job.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int chosen(const char *word, const char *const names[], int count)
{
	for (int i = 0; i < count; i++)
		if (!strcmp(word, names[i]))
			return i;
	return -1;
}

static int set_operation(struct job *job, const char *value)
{
	static const char *const names[] = { "msync", "fsync", "fdatasync", "map-sync-clwb",
					     "map-sync-nt", "clwb", "nt" };
	static const enum operation kinds[] = { MSYNC, FSYNC, FDATASYNC, CLWB, NON_TEMPORAL, CLWB,
						NON_TEMPORAL };
	int index = chosen(value, names, 7);

	if (index < 0)
		return -1;
	job->operation = kinds[index];
	job->synchronous = !strncmp(value, "map-sync", 8);
	return 0;
}

static int set_word(struct job *job, const char *key, const char *value)
{
	static const char *const states[] = { "overwrite", "unwritten", "hole" };

	if (!strcmp(key, "id"))
		job->id = atoi(value);
	else if (!strcmp(key, "path"))
		snprintf(job->path, sizeof(job->path), "%s", value);
	else if (!strcmp(key, "approach"))
		snprintf(job->approach, sizeof(job->approach), "%s", value);
	else if (!strcmp(key, "script"))
		snprintf(job->script, sizeof(job->script), "%s", value);
	else if (!strcmp(key, "files"))
		job->files = atoi(value);
	else if (!strcmp(key, "pages"))
		job->pages = strtoul(value, NULL, 10);
	else if (!strcmp(key, "creates"))
		job->creates = atoi(value);
	else if (!strcmp(key, "fs"))
		snprintf(job->fs, sizeof(job->fs), "%s", value);
	else if (!strcmp(key, "mutation"))
		snprintf(job->mutation, sizeof(job->mutation), "%s", value);
	else if (!strcmp(key, "operation"))
		return set_operation(job, value);
	else if (!strcmp(key, "state"))
		return (int)(job->state = (enum state)chosen(value, states, 3)) < 0 ? -1 : 0;
	else if (!strcmp(key, "device"))
		job->device = atoi(value);
	else if (!strcmp(key, "mapping"))
		job->huge = !strcmp(value, "pmd");
	else if (!strcmp(key, "size"))
		job->size = strtoul(value, NULL, 10);
	else if (!strcmp(key, "dirty"))
		job->dirty = strtoul(value, NULL, 10);
	else if (!strcmp(key, "samples"))
		job->samples = atoi(value);
	else
		return -1;
	return 0;
}

int job_parse(struct job *job, char *line)
{
	char *rest;
	char *word = strtok_r(line, " \n", &rest);

	*job = (struct job){ .id = -1, .size = 64, .dirty = 1, .samples = 20 };
	if (!word)
		return -1;
	snprintf(job->workload, sizeof(job->workload), "%s", word);
	while ((word = strtok_r(NULL, " \n", &rest))) {
		char *value = strchr(word, '=');
		if (value)
			*value++ = 0;
		if (!value || set_word(job, word, value)) {
			printf("@ %d fault word not understood: %s\n", job->id, word);
			return -1;
		}
	}
	job->sealed = !strcmp(job->approach, "immutable-file");
	return job->samples > 0 && job->samples <= MAXIMUM_SAMPLES ? 0 : -1;
}

int job_fault(const struct job *job, const char *what)
{
	int cause = errno; /* printf may change it, and callers look at it */

	printf("@ %d fault %s: %s\n", job->id, what, strerror(cause));
	errno = cause;
	return -1;
}

void job_report(const struct job *job, const char *metric, const char *unit,
		const unsigned long long *values, int count)
{
	int same;

	printf("@ %d %s %s", job->id, metric, unit);
	for (int i = 0; i < count; i += same) {
		for (same = 1; i + same < count && values[i + same] == values[i];)
			same++;
		printf(same > 1 ? " %llu*%d" : " %llu", values[i], same);
	}
	printf("\n");
}

void job_report_one(const struct job *job, const char *metric, const char *unit,
		    unsigned long long value)
{
	job_report(job, metric, unit, &value, 1);
}
