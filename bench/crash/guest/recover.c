/*
 * Has the kernel recover crash images, many in one boot, and says of each what happened, a line a fact (the
 * serial line names the image only, for whoever looks at a guest that ended in the middle):
 *
 *	! ID mount ok|ERRNO		the kernel's own recovery
 *	! ID words TEXT			what the kernel said while it refused
 *	! ID repair STATUS		only after a refusal: the checker, never with an option that destroys a log
 *	! ID says TEXT			what it said
 *	! ID remount ok|ERRNO
 *	! ID lost|broken TEXT		what the oracle says of the promises
 *	! ID read SECTOR+N,…		what recovery and oracle read before they wrote it; `ahead`: on speculation
 *	! ID wrote SECTOR+N,…		what they wrote
 *	! ID log BLOCK,…		blocks of its log that jbd2 looked at
 *	! ID state HASH			what the device held in the end; the host checks it (export.h)
 *	! ID left HASH			of what recovery and oracle wrote, and where
 *	! ID done
 *
 * A recovery that does not end is the last thing that a guest says (watch.h, init.sh).
 */
#define _GNU_SOURCE
#include "device.h"
#include "export.h"
#include "note.h"
#include "pages.h"
#include "recover.h"
#include "report.h"
#include "tool.h"
#include "watch.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <time.h>
#include <unistd.h>

#define FOLDER "/mnt/crash"
#define EXPORT "/dev/pmem1"
/* Facts go there and to the host at the end: the serial line takes longer than recovery itself. */
#define FACTS "/tmp/facts"
enum { LOOKED = 4096 };

struct job {
	char device[64], fs[32], options[128], promises[128];
	char oracle[256], repair[256]; /* words apart by commas, `-` for none */
	size_t size;
	int number;
};

static struct device device;

/* The same instant for every image, so that equal recoveries leave equal bytes. */
static void set_clock(void)
{
	struct timespec then = { .tv_sec = 1704153600 }; /* 2024-01-02 */

	clock_settime(CLOCK_REALTIME, &then);
}

/* Nanoseconds since boot: instructions by the boot's shift, and what was waited for. */
static void report_clock(const char *what)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	printf("! -1 %s %lld\n", what, now.tv_sec * 1000000000LL + now.tv_nsec);
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

static int finish(const struct job *job, int id, int promised, int usable)
{
	static uint32_t looked[LOOKED];
	uint64_t state, left;

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
	report_sectors(id, "wrote", device.sectors, device.size / SECTOR, WRITTEN);
	report_numbers(id, "log", looked, found);
	if (device_scan(&device, export_block, &state, &left))
		return -1;
	printf("! %d state %016llx\n! %d left %016llx\n", id, (unsigned long long)state, id, (unsigned long long)left);
	return export_state((uint64_t)job->number, state, &device);
}

/* For whoever records recoveries; without a recorder it does nothing. */
static int mark(const char *what, int id)
{
	char text[32];

	snprintf(text, sizeof(text), "%s %d", what, id);
	return note(text);
}

static int one(const struct job *job, int id, int promised, const uint32_t *image)
{
	int kmsg = open("/dev/kmsg", O_RDONLY | O_NONBLOCK);

	if (!image || device_put(&device, image) || mark("begin", id) || trace_begin() || kmsg < 0 ||
	    lseek(kmsg, 0, SEEK_END) < 0)
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
	return finish(job, id, promised, !error) || mark("end", id) || device_clean(&device) ? -1 : 0;
}

/*
 * `base DEVICE FS SIZE COMMON OWN OPTIONS PROMISES ORACLE REPAIR` begins a job; `image ID PROMISED WORD` is one image
 * of it, at that word of /jobs/images, which must keep the first PROMISED lines of the file PROMISES.
 */
int recover(const char *list)
{
	char line[2048], common[128], own[128];
	struct job job = { .number = -1 };
	int id, promised, images = 0;
	size_t word;
	FILE *file = fopen(list, "r");

	int serial = dup(1);
	if (!file || serial < 0 || watch_open(serial) || trace_open() || pages_open("/jobs/pages", "/jobs/images") || export_open(EXPORT)) {
		printf("! -1 fault set-up of recovery: %s\n", strerror(errno));
		return 1;
	}
	if (!freopen(FACTS, "w", stdout)) {
		dprintf(2, "! -1 fault no file for facts: %s\n", strerror(errno));
		return 1;
	}
	report_clock("began");
	while (fgets(line, sizeof(line), file)) {
		if (sscanf(line, "base %63s %31s %zu %127s %127s %127s %127s %255s %255s", job.device, job.fs, &job.size,
			   common, own, job.options, job.promises, job.oracle, job.repair) == 9) {
			job.number++;
			if (device_open(&device, job.device, job.size, common, own))
				printf("! -1 fault base %s: %s\n", own, strerror(errno));
		} else if (sscanf(line, "image %d %d %zu", &id, &promised, &word) == 3) {
			dprintf(serial, "# %d\n", id);
			watch_image(id);
			if (one(&job, id, promised, pages_of(word)))
				printf("! %d fault %s\n", id, strerror(errno));
			printf("! %d done\n", id);
			images++;
		}
	}
	watch_close();
	report_clock("ended");
	printf("! -1 end %d\n", images);
	if (fclose(stdout) || export_text(FACTS) || export_end())
		dprintf(serial, "! -1 fault export: %s\n", strerror(errno));
	return 0;
}
