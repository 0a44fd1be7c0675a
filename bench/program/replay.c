/*
 * Replays an application workload: the acts that bench/model/application yields for the same setting
 * and seed, read from a script, on real files and mappings. Each sample is one durable operation.
 * The script is read before the first sample; within one, an act costs a few instructions of ours.
 */
#define _GNU_SOURCE
#include "counters.h"
#include "persist.h"
#include "region.h"
#include "script.h"
#include "workloads.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { FILES = 16, MAPPINGS = 64, PARTS = 4096 };

struct stage {
	const struct job *job;
	struct region regions[FILES];
	char *maps[FILES][MAPPINGS];
	char *directory; /* of a chunk: a line for each file */
	int folder;
	int nameless[FILES];
	const struct act *parts[PARTS];
	int part_count;
};

static unsigned long long duration[MAXIMUM_SAMPLES];
static unsigned long long counted[COUNTERS][MAXIMUM_SAMPLES];

static size_t length_of(const struct job *job)
{
	return job->pages * PAGE;
}

static char *map(struct stage *stage, int file)
{
	const struct job *job = stage->job;
	int flags = job->synchronous ? MAP_SHARED_VALIDATE | MAP_SYNC : MAP_SHARED;
	int descriptor = stage->regions[job->device ? 0 : file].descriptor;
	off_t from = job->device ? (off_t)((size_t)file * length_of(job)) : 0;
	char *at = mmap(NULL, length_of(job), PROT_READ | PROT_WRITE, flags, descriptor, from);

	if (at != MAP_FAILED && !job->device)
		madvise(at, length_of(job), MADV_NOHUGEPAGE);
	return at;
}

static int unmap(struct stage *stage, int file, int mapping)
{
	char *at = stage->maps[file][mapping];

	stage->maps[file][mapping] = NULL;
	return at ? munmap(at, length_of(stage->job)) : 0;
}

static int store_part(struct stage *stage, const struct act *act, uint64_t value)
{
	char **at = &stage->maps[act->file][act->mapping];

	if (!*at) {
		char *mapped = map(stage, act->file);
		if (mapped == MAP_FAILED)
			return -1;
		*at = mapped;
	}
	store(*at + act->at, act->bytes, value);
	return 0;
}

/* Writes the parts back through whichever mapping is there: a flush goes by the physical line. */
static void flush_parts(const struct stage *stage)
{
	for (int i = 0; i < stage->part_count; i++) {
		const struct act *part = stage->parts[i];
		for (int mapping = 0; mapping < MAPPINGS; mapping++)
			if (stage->maps[part->file][mapping]) {
				write_back(stage->maps[part->file][mapping] + part->at, part->bytes);
				break;
			}
	}
	_mm_sfence();
}

static int name_durable(struct stage *stage, int file)
{
	stage->nameless[file] = 0;
	if (!stage->job->device)
		return fsync(stage->folder);
	store(stage->directory + (size_t)file * LINE, LINE, 1);
	write_back(stage->directory + (size_t)file * LINE, LINE);
	_mm_sfence();
	return 0;
}

static int make_durable(struct stage *stage)
{
	int synced[FILES] = { 0 };
	int flushes = stage->job->operation == CLWB;

	if (flushes)
		flush_parts(stage);
	for (int i = 0; i < stage->part_count; i++) {
		int file = stage->parts[i]->file;
		if (synced[file]++)
			continue;
		if (!flushes && fsync(stage->regions[file].descriptor))
			return -1;
		if (stage->nameless[file] && name_durable(stage, file))
			return -1;
	}
	stage->part_count = 0;
	return 0;
}

/* All blocks written and committed, then the seal, committed: what sealing asks for beforehand. */
static int seal(const struct region *region, size_t bytes)
{
	static const char zeros[PAGE];

	for (size_t at = 0; at < bytes; at += PAGE)
		if (pwrite(region->descriptor, zeros, PAGE, (off_t)at) != PAGE)
			return -1;
	return fsync(region->descriptor) || region_seal(region, 1) || fsync(region->descriptor) ? -1 : 0;
}

static int create(struct stage *stage, const struct act *act)
{
	struct region *region = &stage->regions[act->file];

	stage->nameless[act->file] = 1;
	if (stage->job->device)
		return 0;
	region->descriptor = open(region->name, O_RDWR | O_CREAT | O_EXCL, 0644);
	if (region->descriptor < 0 || ftruncate(region->descriptor, (off_t)length_of(stage->job)))
		return -1;
	return stage->job->sealed ? seal(region, act->bytes) : 0;
}

static int remove_file(struct stage *stage, int file)
{
	struct region *region = &stage->regions[file];

	for (int mapping = 0; mapping < MAPPINGS; mapping++)
		if (unmap(stage, file, mapping))
			return -1;
	if (stage->job->device)
		return name_durable(stage, file);
	if (stage->job->sealed && region_seal(region, 0))
		return -1;
	if (unlink(region->name) || close(region->descriptor))
		return -1;
	region->descriptor = -1;
	return 0;
}

static int perform(struct stage *stage, const struct act *act, uint64_t value)
{
	if (act->file < 0 || act->file >= stage->job->files || act->mapping < 0 || act->mapping >= MAPPINGS)
		return -1;
	switch (act->kind) {
	case 's':
		return store_part(stage, act, value);
	case 'p':
		if (stage->part_count == PARTS)
			return -1;
		stage->parts[stage->part_count++] = act;
		return 0;
	case 'd':
		return make_durable(stage);
	case 'c':
		return create(stage, act);
	case 'r':
		return remove_file(stage, act->file);
	case 'u':
		return unmap(stage, act->file, act->mapping);
	default:
		return 0;
	}
}

/* One operation: the acts up to and including the next `o`; returns where the next one begins. */
static int operation(struct stage *stage, const struct act *acts, int at, int count, uint64_t value)
{
	for (; at < count; at++) {
		if (perform(stage, &acts[at], value))
			return -1;
		if (acts[at].kind == 'o')
			return at + 1;
	}
	return at;
}

static int sampled(struct stage *stage, const struct act *acts, int at, int count, int sample)
{
	uint64_t before[COUNTERS], after[COUNTERS];

	counters_read(before);
	MARK_BEGIN();
	uint64_t start = ticks();
	int next = operation(stage, acts, at, count, (uint64_t)sample);
	uint64_t end = ticks();
	MARK_END();
	counters_read(after);
	duration[sample] = end - start;
	for (int i = 0; i < COUNTERS; i++)
		counted[i][sample] = after[i] - before[i];
	return next;
}

/* What comes before `m` is preparation. Returns the number of samples, or -1. */
static int replay(struct stage *stage, const struct act *acts, int count)
{
	int at = 0, samples = 0, start = 0;

	while (start < count && acts[start].kind != 'm')
		start++;
	while (at >= 0 && at < start)
		at = operation(stage, acts, at, count, 1);
	at = at < 0 ? -1 : start + 1;
	while (at >= 0 && at < count && samples < MAXIMUM_SAMPLES)
		at = sampled(stage, acts, at, count, samples++);
	return at < 0 ? -1 : samples;
}

/* Files in the state that the job asks for; where the workload makes its own, only their names. */
static int set_stage(struct stage *stage)
{
	const struct job *job = stage->job;
	int files = job->device ? 1 : job->files;

	stage->folder = open(job->device ? "/" : job->path, O_RDONLY | O_DIRECTORY);
	for (int file = 0; file < files; file++) {
		struct region *region = &stage->regions[file];
		struct job each = *job;
		each.id = job->id * FILES + file;
		each.sealed = 0;
		if (job->creates && !job->device) {
			snprintf(region->name, sizeof(region->name), "%s/replay-%d", job->path, each.id);
			continue;
		}
		/* A device is one region with the files side by side and the directory after them. */
		size_t length = length_of(job) * (size_t)(job->device ? job->files + 1 : 1);
		if (region_open(region, &each, length))
			return -1;
		munmap(region->at, region->length);
		region->at = MAP_FAILED;
		if (job->sealed && region_seal(region, 1))
			return -1;
	}
	if (job->device && (stage->directory = map(stage, job->files)) == MAP_FAILED)
		return -1;
	return 0;
}

static void strike(struct stage *stage)
{
	for (int file = 0; file < FILES; file++) {
		for (int mapping = 0; mapping < MAPPINGS; mapping++)
			unmap(stage, file, mapping);
		region_close(&stage->regions[file], stage->job);
	}
	if (stage->directory && stage->directory != MAP_FAILED)
		munmap(stage->directory, length_of(stage->job));
	close(stage->folder);
}

int replay_run(const struct job *job)
{
	static struct stage stage;
	int count, samples = -1;
	struct act *acts = script_read(job->script, &count);

	memset(&stage, 0, sizeof(stage));
	stage.job = job;
	for (int file = 0; file < FILES; file++)
		stage.regions[file] = (struct region){ .descriptor = -1, .at = MAP_FAILED };
	if (!count || job->files < 1 || job->files > FILES)
		job_fault(job, "script");
	else if (set_stage(&stage) || (samples = replay(&stage, acts, count)) < 0)
		job_fault(job, "replay");
	strike(&stage);
	free(acts);
	if (samples < 0)
		return -1;
	report_ticks(job, duration, samples);
	for (int i = 0; i < COUNTERS; i++)
		if (counter_available(i))
			job_report(job, counter_names[i], "events", counted[i], samples);
	return 0;
}
