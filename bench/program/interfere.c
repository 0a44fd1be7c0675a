/*
 * The seed's scenario: one thread keeps a mapped block durable while another splits and merges the
 * same file's extents elsewhere. The threads take turns, so that every fault, commit and log force
 * belongs to one side; each turn of the mutator is a batch, so that the extent tree really splits
 * (an ext4 leaf holds 340 extents, an XFS one 251).
 */
#define _GNU_SOURCE
#include "workloads.h"
#include "counters.h"
#include "persist.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/falloc.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>

enum { BATCH = 10, PERSIST = 0, MUTATE = 1 };

struct side {
	unsigned long long duration[MAXIMUM_SAMPLES];
	unsigned long long counted[COUNTERS][MAXIMUM_SAMPLES];
};

struct scene {
	const struct job *job;
	struct region region;
	struct plan plan;
	sem_t turn[2];
	int failed;
};

static struct side sides[2];
static unsigned long long refused[MAXIMUM_SAMPLES];

/* Every second page from page 2 on, so that each punch splits an extent and none merges back. */
static int mutate_once(const struct scene *scene, int index)
{
	const char *mutation = scene->job->mutation;
	int descriptor = scene->region.descriptor;
	off_t page = (off_t)(2 + 2 * index) * PAGE;

	if (!strcmp(mutation, "none"))
		return 0;
	if (!strcmp(mutation, "punch"))
		return fallocate(descriptor, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, page, PAGE);
	if (!strcmp(mutation, "insert"))
		return fallocate(descriptor, FALLOC_FL_INSERT_RANGE, page, PAGE);
	if (!strcmp(mutation, "collapse")) /* the file shrinks under it: always the third page */
		return fallocate(descriptor, FALLOC_FL_COLLAPSE_RANGE, 2 * PAGE, PAGE);
	if (!strcmp(mutation, "append"))
		return fallocate(descriptor, 0, (off_t)scene->region.length + page, PAGE);
	if (!strcmp(mutation, "split-merge")) { /* punch a page, then allocate it again */
		off_t same = (off_t)(2 + 2 * (index / 2)) * PAGE;
		int mode = index % 2 ? 0 : FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE;
		return fallocate(descriptor, mode, same, PAGE);
	}
	errno = EINVAL;
	return -1;
}

static int take_turn(struct scene *scene, int who, int index)
{
	if (who == PERSIST)
		return scene->plan.execute(&scene->plan, (uint64_t)index);
	for (int i = 0; i < BATCH; i++) {
		if (!mutate_once(scene, index * BATCH + i))
			continue;
		if (!scene->job->sealed || errno != EPERM)
			return -1;
		refused[index]++; /* what sealing is for */
	}
	return 0;
}

static void sampled_turn(struct scene *scene, int who, int index)
{
	struct side *side = &sides[who];
	uint64_t before[COUNTERS], after[COUNTERS];

	counters_read(before);
	MARK_BEGIN();
	uint64_t start = ticks();
	if (take_turn(scene, who, index))
		scene->failed = errno;
	side->duration[index] = ticks() - start;
	MARK_END();
	counters_read(after);
	for (int i = 0; i < COUNTERS; i++)
		side->counted[i][index] = after[i] - before[i];
}

static void take_turns(struct scene *scene, int who)
{
	for (int i = 0; i < scene->job->samples; i++) {
		sem_wait(&scene->turn[who]);
		if (!scene->failed)
			sampled_turn(scene, who, i);
		sem_post(&scene->turn[!who]);
	}
}

static void *mutator(void *scene)
{
	take_turns(scene, MUTATE);
	return NULL;
}

static int run_threads(struct scene *scene)
{
	pthread_t thread;

	sem_init(&scene->turn[PERSIST], 0, 1);
	sem_init(&scene->turn[MUTATE], 0, 0);
	if ((errno = pthread_create(&thread, NULL, mutator, scene)))
		return job_fault(scene->job, "pthread_create");
	take_turns(scene, PERSIST);
	pthread_join(thread, NULL);
	errno = scene->failed;
	return scene->failed ? job_fault(scene->job, "turn") : 0;
}

static void report(const struct job *job, int who, const char *name)
{
	printf("@ %d side %s\n", job->id, name);
	report_ticks(job, sides[who].duration, job->samples);
	for (int i = 0; i < COUNTERS; i++)
		if (counter_available(i))
			job_report(job, counter_names[i], "events", sides[who].counted[i], job->samples);
	if (who == MUTATE)
		job_report(job, "refused", "count", refused, job->samples);
}

int interfere_run(const struct job *job)
{
	struct scene scene = { .job = job };
	size_t pages = 4 + 2 * (size_t)job->samples * BATCH;
	int failed = region_open(&scene.region, job, pages * PAGE);

	memset(sides, 0, sizeof(sides));
	memset(refused, 0, sizeof(refused));
	if (!failed && durable_prefault(job, &scene.region))
		failed = job_fault(job, "prefault");
	scene.plan = durable_plan(job, &scene.region, 0);
	if (!failed)
		failed = run_threads(&scene);
	region_close(&scene.region, job);
	if (!failed) {
		report(job, PERSIST, "persist");
		report(job, MUTATE, "mutate");
	}
	return failed ? -1 : 0;
}
