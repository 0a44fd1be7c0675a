#include "pause.h"
#include <stdio.h>
#include <sys/io.h>
#include <time.h>

/* The port of QEMU's pvpanic device (hw/misc/pvpanic-isa.c); told of a panic it stops at this instruction. */
enum { PORT = 0x505, PANICKED = 1 };

static long long now(clockid_t clock)
{
	struct timespec time = { 0 };

	clock_gettime(clock, &time);
	return time.tv_sec * 1000000000LL + time.tv_nsec;
}

/* Just after a tick, so that the next timer is far. */
static void await_tick(void)
{
	long long first = now(CLOCK_MONOTONIC_COARSE);

	while (now(CLOCK_MONOTONIC_COARSE) == first)
		;
}

/*
 * Says how long the stop took by its own clock, nanoseconds. The emulator stops the processor before the clock
 * (system/cpus.c, vm_stop); if its main loop looks in between, it takes the processor for idle and lets the clock
 * go on to the next timer (icount_start_warp_timer). Which of the two is a race: whoever wants the same instant
 * every time takes the guests of one kind.
 */
int pause_here(const char *text)
{
	(void)text;
	if (ioperm(PORT, 1, 1)) {
		perror("crash pause");
		return 1;
	}
	await_tick();
	long long before = now(CLOCK_MONOTONIC);
	outb(PANICKED, PORT);
	printf("# stopped %lld\n", now(CLOCK_MONOTONIC) - before);
	return 0;
}
