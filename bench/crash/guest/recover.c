/*
 * Has the kernel recover crash images, many in one boot, and says of each what happened, a line a fact:
 *
 *	! ID mount ok|ERRNO		the kernel's own recovery
 *	! ID words TEXT			what the kernel said while it refused
 *	! ID repair STATUS		only after a refusal: the checker, never with an option that destroys a log
 *	! ID remount ok|ERRNO
 *	! ID lost|broken TEXT		what the oracle says of the promises
 *	! ID checker STATUS		the checker, changing nothing, on the recovered file system
 *	! ID says TEXT			what it said, if it complained
 *	! ID checked SECTOR+N,…		what it read
 *	! ID as OTHER			or: it would read what it read of that image, so was not run again
 *	! ID read SECTOR+N,…		what recovery and oracle read before they wrote it; `ahead`: on speculation
 *	! ID log BLOCK,…		blocks of its log that jbd2 looked at
 *	! ID state HASH			what the device held in the end
 *	! ID done
 */
#define _GNU_SOURCE
#include "device.h"
#include "recover.h"
#include "report.h"
#include "tool.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <time.h>
#include <unistd.h>

#define FOLDER "/mnt/crash"
enum { LOOKED = 4096, STATES = 256 };

struct job {
	char device[64], fs[32], options[128], promises[128];
	char oracle[256], check[256], repair[256]; /* words apart by commas, `-` for none */
	size_t size;
};

static struct device device;
/*
 * What the checker said before, and of which blocks it was told: an image that has the same in all of them
 * needs no second look.
 */
static struct seen {
	uint64_t hash;
	int status, id;
	uint8_t blocks[SECTORS / 8];
} *seen;
static int known;

/* The same instant for every image, so that equal recoveries leave equal bytes. */
static void set_clock(void)
{
	struct timespec then = { .tv_sec = 1704153600 }; /* 2024-01-02 */

	clock_settime(CLOCK_REALTIME, &then);
}

static int try_mount(const struct job *job)
{
	set_clock();
	/* `rw` stands for no options in a list of words; btrfs knows it as a flag of mount(2) alone. */
	const char *data = strcmp(job->options, "rw") ? job->options : "";
	return mount(job->device, FOLDER, job->fs, MS_NOATIME, data) ? errno : 0;
}

static void report_mount(int id, const char *what, int error)
{
	if (error)
		printf("! %d %s %d\n", id, what, error);
	else
		printf("! %d %s ok\n", id, what);
}

static int check(const struct job *job, int id, struct seen *to)
{
	uint32_t none[1];

	for (size_t at = 0; at < device.size / SECTOR; at++) {
		uint8_t was = device.sectors[at];
		device.sectors[at] = (was & IMAGE) | (was & WRITTEN ? RECOVERED : 0);
	}
	if (device_forget(&device) || trace_begin())
		printf("! %d fault %s\n", id, strerror(errno));
	to->status = tool_run(id, job->check);
	to->id = id;
	if (trace_end(device.sectors, none, 0) < 0)
		printf("! %d fault the kernel lost events of the checker\n", id);
	memset(to->blocks, 0, sizeof(to->blocks));
	for (size_t at = 0; at < device.size / SECTOR; at++) {
		to->blocks[at / 8] |= device.sectors[at] & (READ | AHEAD);
		if (device.sectors[at] & RECOVERED) /* whatever the image had there, recovery wrote over it */
			device.sectors[at] &= (uint8_t)~(READ | AHEAD);
	}
	report_sectors(id, "checked", device.sectors, device.size / SECTOR, READ | AHEAD);
	to->hash = device_hash_of(&device, to->blocks);
	return to->status;
}

static int check_once(const struct job *job, int id)
{
	for (int i = 0; i < known; i++)
		if (device_hash_of(&device, seen[i].blocks) == seen[i].hash) {
			printf("! %d as %d\n", id, seen[i].id);
			return seen[i].status;
		}
	return check(job, id, &seen[known < STATES - 1 ? known++ : known]);
}

static int finish(const struct job *job, int id, int promised, int usable)
{
	static uint32_t looked[LOOKED];

	if (usable) {
		tool_oracle(id, job->oracle, job->promises, promised, FOLDER);
		if (umount(FOLDER))
			return -1;
	}
	int found = trace_end(device.sectors, looked, LOOKED);
	if (found < 0)
		return -1;
	report_sectors(id, "read", device.sectors, device.size / SECTOR, READ);
	report_sectors(id, "ahead", device.sectors, device.size / SECTOR, AHEAD);
	report_numbers(id, "log", looked, found);
	device_scan(&device);
	printf("! %d state %016llx\n", id, (unsigned long long)device_hash_of(&device, NULL));
	if (usable && strcmp(job->check, "-"))
		printf("! %d checker %d\n", id, check_once(job, id));
	return 0;
}

static int one(const struct job *job, int id, int promised, const char *image)
{
	int kmsg = open("/dev/kmsg", O_RDONLY | O_NONBLOCK);

	if (device_put(&device, image) || trace_begin() || kmsg < 0 || lseek(kmsg, 0, SEEK_END) < 0)
		return -1;
	int error = try_mount(job);
	report_mount(id, "mount", error);
	if (error) {
		report_kernel(id, kmsg);
		printf("! %d repair %d\n", id, tool_run(id, job->repair));
		error = try_mount(job);
		report_mount(id, "remount", error);
	}
	close(kmsg);
	return finish(job, id, promised, !error) || device_clean(&device) ? -1 : 0;
}

/*
 * `base DEVICE FS SIZE COMMON OWN OPTIONS PROMISES ORACLE CHECK REPAIR` begins a job, `image ID PROMISED RUNS` is one
 * image of it, which must keep the first PROMISED lines of the file PROMISES.
 */
int recover(const char *list)
{
	char line[2048], common[128], own[128], image[128];
	struct job job = { 0 };
	int id, promised, images = 0;
	FILE *file = fopen(list, "r");

	seen = calloc(STATES, sizeof(*seen));
	while (file && fgets(line, sizeof(line), file)) {
		if (sscanf(line, "base %63s %31s %zu %127s %127s %127s %127s %255s %255s %255s", job.device, job.fs,
			   &job.size, common, own, job.options, job.promises, job.oracle, job.check,
			   job.repair) == 10) {
			if (device_open(&device, job.device, job.size, common, own))
				printf("! -1 fault base %s: %s\n", own, strerror(errno));
			known = 0;
		} else if (sscanf(line, "image %d %d %127s", &id, &promised, image) == 3) {
			if (one(&job, id, promised, image))
				printf("! %d fault %s\n", id, strerror(errno));
			printf("! %d done\n", id);
			fflush(stdout);
			images++;
		}
	}
	printf("! -1 end %d\n", images);
	return file ? 0 : 1;
}
