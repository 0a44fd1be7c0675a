#define _GNU_SOURCE
#include "lab.h"
#include "block.h"
#include "counters.h"
#include "marks.h"
#include <ctype.h>
#include <stdarg.h>
#include <sys/wait.h>
#include <unistd.h>

/* What lay between begin and end, kept in a file so that two shell commands share it. */
struct start {
	char name[64];
	struct counts counts;
	unsigned long long ticks;
};

static struct start start;

static const char *environment(const char *name, const char *otherwise)
{
	const char *value = getenv(name);
	return value ? value : otherwise;
}

/* Results go to a file, not to the console: writing to that would be in the next interval's way. */
static void say(const char *format, ...)
{
	char line[1024];
	va_list arguments;
	va_start(arguments, format);
	int length = snprintf(line, sizeof(line), "@ %s ", environment("LAB_JOB", "0"));
	length += vsnprintf(line + length, sizeof(line) - (size_t)length - 1, format, arguments);
	va_end(arguments);
	if (length > (int)sizeof(line) - 2)
		length = sizeof(line) - 2;
	line[length++] = '\n';
	FILE *file = fopen(environment("LAB_RESULTS", "/dev/stdout"), "a");
	if (!file || fwrite(line, 1, (size_t)length, file) != (size_t)length || fclose(file)) {
		fprintf(stderr, "lab: cannot write results: %s\n", strerror(errno));
		_exit(70);
	}
}

static _Noreturn void refuse(const char *what, const char *detail)
{
	fprintf(stderr, "lab: %s: %s\n", what, detail);
	say("fault lab: %s: %s", what, detail);
	exit(2);
}

static void check_name(const char *name)
{
	size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");
	if (!length || name[length] || length >= sizeof(start.name))
		refuse("expected a name in lower-case letters, digits and hyphens", name);
}

void lab_metric(const char *name, double value)
{
	check_name(name);
	if (value != value || value > 9e15 || value < -9e15)
		refuse("not a number that a run can hold", name);
	if (value == (double)(long long)value)
		say("metric %s %lld", name, (long long)value);
	else
		say("metric %s %.9f", name, value);
}

void lab_begin(const char *name)
{
	check_name(name);
	if (start.name[0])
		refuse("an interval begins before the last has ended", name);
	snprintf(start.name, sizeof(start.name), "%s", name);
	counts_read(&start.counts);
	MARK_BEGIN();
	start.ticks = ticks();
}

void lab_end(const char *name)
{
	unsigned long long now = ticks();
	MARK_END();
	struct counts counts;
	counts_read(&counts);
	if (strcmp(start.name, name))
		refuse("an interval ends that did not begin", name);
	unsigned long long spent = now - start.ticks, overhead = ticks_overhead();
	char line[900];
	int length = snprintf(line, sizeof(line), "interval %s %llu", name,
			      ticks_net(spent > overhead ? spent - overhead : 0));
	for (int i = 0; i < counts.number && length < (int)sizeof(line) - 80; i++)
		length += snprintf(line + length, sizeof(line) - (size_t)length, " %s=%llu",
				   counter_name(i), counts.value[i] - start.counts.value[i]);
	start.name[0] = 0;
	say("%s", line);
}

/* For the shell, whose begin and end are two processes. */
void lab_keep(const char *file)
{
	FILE *kept = fopen(file, "w");
	if (!kept || fwrite(&start, sizeof(start), 1, kept) != 1 || fclose(kept))
		refuse("cannot keep the interval", strerror(errno));
	start.ticks = ticks(); /* what comes after is the end of this process alone */
	kept = fopen(file, "r+");
	if (kept && fwrite(&start, sizeof(start), 1, kept) == 1)
		fclose(kept);
}

void lab_recall(const char *file)
{
	FILE *kept = fopen(file, "r");
	if (kept && fread(&start, sizeof(start), 1, kept) != 1)
		start.name[0] = 0;
	if (kept)
		fclose(kept);
	unlink(file);
}

void lab_ack(const char *text)
{
	for (const char *at = text; *at; at++)
		if (iscntrl((unsigned char)*at))
			refuse("a promise is one line of text", "it has a control character");
	if (!*text || strlen(text) > 200)
		refuse("a promise has 1 to 200 bytes", text);
	MARK_ACKNOWLEDGE();
	say("ack %s", text);
}

static int run(const char *const words[])
{
	int status;
	pid_t child = fork();
	if (child == 0) {
		execvp(words[0], (char *const *)words);
		_exit(127);
	}
	if (child < 0 || waitpid(child, &status, 0) < 0)
		return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void lab_fault(const char *on_or_off, const char *file, long long offset)
{
	char first[32] = "", count[32] = "";
	int on = !strcmp(on_or_off, "on");
	if (!on && strcmp(on_or_off, "off"))
		refuse("a fault is switched on or off, not", on_or_off);
	if (on && file) {
		struct extent extent;
		const char *problem = block_of(file, offset, &extent);
		if (problem)
			refuse(file, problem);
		snprintf(first, sizeof(first), "%llu", extent.first);
		snprintf(count, sizeof(count), "%llu", extent.count);
	}
	const char *words[] = { "lab-fault", on_or_off, first[0] ? first : NULL, count, NULL };
	int code = run(words);
	if (code == 127)
		refuse("no fault can be switched here", "there is no layer under the program");
	if (code)
		refuse("no fault was switched", "the layer refused; see what it printed");
}

void lab_flush_caches(void)
{
	sync();
	FILE *file = fopen("/proc/sys/vm/drop_caches", "w");
	if (!file || fputs("3", file) < 0 || fclose(file))
		refuse("caches cannot be dropped", strerror(errno));
}

const char *lab_axis(const char *name)
{
	char variable[64] = "WARRANT_";
	size_t at = strlen(variable);
	for (; *name && at < sizeof(variable) - 1; name++)
		variable[at++] = *name == '-' ? '_' : (char)toupper((unsigned char)*name);
	variable[at] = 0;
	const char *value = getenv(variable);
	if (!value)
		refuse("the experiment has no axis that would set", variable);
	return value;
}

int lab_axis_is(const char *name, const char *value)
{
	return !strcmp(lab_axis(name), value);
}

void lab_give_up(const char *file, int line, const char *expected)
{
	char where[400];
	snprintf(where, sizeof(where), "%s:%d: expected %s (%s)", file, line, expected, strerror(errno));
	refuse("the program gave up", where);
}
