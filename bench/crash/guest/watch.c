#define _GNU_SOURCE
#include "watch.h"
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LIMIT = 30, LONGEST = 128 };

/* What the watched process says of itself; nothing is begun where `id` is negative. */
struct watched {
	volatile int id;
	struct timespec began;
};

static struct watched *watched;
static pid_t watcher;

static void say_where(int serial, int id, pid_t process)
{
	char line[LONGEST];

	snprintf(line, sizeof(line), "/proc/%d/stack", (int)process);
	FILE *stack = fopen(line, "r");
	dprintf(serial, "! %d hung for %d seconds\n", id, LIMIT);
	while (stack && fgets(line, sizeof(line), stack))
		dprintf(serial, "! %d hung %s", id, line);
}

static void watch(int serial, pid_t process)
{
	struct sched_param first = { .sched_priority = 1 };

	sched_setscheduler(0, SCHED_FIFO, &first);
	for (;;) {
		int id = watched->id;
		struct timespec end = watched->began;
		end.tv_sec += LIMIT;
		clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &end, NULL);
		if (watched->id != id)
			continue;
		say_where(serial, id, process);
		int crash = open("/proc/sysrq-trigger", O_WRONLY);
		if (crash < 0 || write(crash, "c", 1) != 1)
			dprintf(serial, "! %d fault no end of a guest that hangs\n", id);
	}
}

int watch_open(int serial)
{
	pid_t process = getpid();

	watched = mmap(NULL, sizeof(*watched), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (watched == MAP_FAILED)
		return -1;
	watch_image(-1);
	watcher = fork();
	if (watcher == 0)
		watch(serial, process);
	return watcher < 0 ? -1 : 0;
}

void watch_image(int id)
{
	clock_gettime(CLOCK_MONOTONIC, &watched->began);
	watched->id = id;
}

void watch_close(void)
{
	kill(watcher, SIGKILL);
	waitpid(watcher, NULL, 0);
}
