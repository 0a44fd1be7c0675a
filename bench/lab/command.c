/* `lab COMMAND …`: what lab.h offers, for programs in shell; and what the machine itself needs. */
#include "lab.h"
#include "confine.h"
#include "counters.h"
#include "marks.h"
#include <unistd.h>

void lab_keep(const char *file);
void lab_recall(const char *file);

enum { CANNOT_CONFINE = 125 }; /* run-program.ts of bench/host knows it */

/* Beside the results, so that a confined program may write it. */
static const char *kept(void)
{
	static char path[300];
	const char *results = getenv("LAB_RESULTS");
	snprintf(path, sizeof(path), "%s-interval", results ? results : "/tmp/lab");
	return path;
}

static int usage(void)
{
	fputs("usage: lab metric NAME VALUE | begin NAME | end NAME | ack TEXT | "
	      "fault on|off [FILE OFFSET] | flush-caches\n",
	      stderr);
	return 2;
}

static int metric(const char *name, const char *text)
{
	char *end;
	double value = strtod(text, &end);

	if (!*text || *end) {
		fprintf(stderr, "lab: metric %s: %s is no number\n", name, text);
		return 2;
	}
	lab_metric(name, value);
	return 0;
}

/* What a plugin of bench/guest waits for. */
static int mark(const char *which)
{
	if (!strcmp(which, "prepare")) {
		MARK_PREPARE();
		usleep(1000); /* instrumentation takes effect at the next translation */
	} else if (!strcmp(which, "arm"))
		MARK_ARM();
	else if (!strcmp(which, "disarm"))
		MARK_DISARM();
	else
		return usage();
	return 0;
}

/* An alarm outlives exec, and unlike timeout(1) leaves no watcher behind that holds the file system. */
static int limited(const char *seconds, char **program)
{
	alarm((unsigned int)atoi(seconds));
	execv(program[0], program);
	fprintf(stderr, "lab: %s: %s\n", program[0], strerror(errno));
	return 127;
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";

	if (argc == 3 && !strcmp(what, "end")) {
		lab_recall(kept());
		lab_end(argv[2]);
	} else if (argc == 3 && !strcmp(what, "begin")) {
		lab_recall(kept()); /* one that did not end is a fault */
		lab_begin(argv[2]);
		lab_keep(kept());
	} else if (argc == 4 && !strcmp(what, "metric"))
		return metric(argv[2], argv[3]);
	else if (argc == 3 && !strcmp(what, "ack"))
		lab_ack(argv[2]);
	else if ((argc == 3 || argc == 5) && !strcmp(what, "fault"))
		lab_fault(argv[2], argc == 5 ? argv[3] : NULL, argc == 5 ? atoll(argv[4]) : 0);
	else if (argc == 2 && !strcmp(what, "flush-caches"))
		lab_flush_caches();
	else if (argc > 3 && !strcmp(what, "limit"))
		return limited(argv[2], argv + 3);
	else if (argc > 4 && !strcmp(what, "confine"))
		return confine(argv[2]) ? CANNOT_CONFINE : limited(argv[3], argv + 4);
	else if (argc == 2 && !strcmp(what, "hold"))
		counters_hold();
	else if (argc == 3 && !strcmp(what, "mark"))
		return mark(argv[2]);
	else
		return usage();
	return 0;
}
