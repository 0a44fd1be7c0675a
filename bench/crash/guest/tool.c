#define _GNU_SOURCE
#include "tool.h"
#include "report.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LINES = 8, WORDS = 16 };

/* Splits in place; returns how many. */
static int split(char *words, const char **argv)
{
	char *rest;
	int count = 0;

	for (char *word = strtok_r(words, ",", &rest); word && count < WORDS - 1; word = strtok_r(NULL, ",", &rest))
		argv[count++] = word;
	argv[count] = NULL;
	return count;
}

/* Runs `argv` in a folder; returns its output's descriptor in `out`. */
static pid_t start(const char *const *argv, const char *input, const char *folder, int *out)
{
	int ends[2];

	if (pipe(ends))
		return -1;
	fflush(stdout);
	pid_t child = vfork(); /* this process holds whole devices: copying its page tables takes longer than a mount */
	if (child == 0) {
		dup2(ends[1], 1);
		dup2(ends[1], 2);
		close(ends[0]);
		close(ends[1]);
		int in = open(input, O_RDONLY);
		if (in < 0 || dup2(in, 0) || chdir(folder))
			_exit(126);
		close(in);
		execvp(argv[0], (char *const *)argv);
		_exit(127);
	}
	close(ends[1]);
	*out = ends[0];
	return child;
}

static int status_of(pid_t child)
{
	int status = -1;

	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 255;
}

int tool_run(int id, const char *given)
{
	static char kept[LINES][256];
	const char *argv[WORDS];
	char words[256], line[256];
	int out = -1, lines = 0;

	snprintf(words, sizeof(words), "%s", given);
	if (!strcmp(given, "-") || !split(words, argv))
		return 127;
	pid_t child = start(argv, "/dev/null", "/", &out);
	FILE *file = fdopen(out, "r");
	while (file && fgets(line, sizeof(line), file))
		if (line[0] != '\n' && strncmp(line, "Pass ", 5) && strncmp(line, "Phase ", 6))
			strcpy(kept[lines++ % LINES], line);
	if (file)
		fclose(file);
	int status = status_of(child);
	for (int i = lines > LINES ? lines - LINES : 0; status && i < lines; i++)
		report_text(id, "says", kept[i % LINES]);
	return status;
}

/* The first `count` lines of a file, in a file of their own. */
static int some_lines(const char *from, int count, const char *to)
{
	char line[1024];
	FILE *in = fopen(from, "r"), *out = fopen(to, "w");

	while (in && out && count-- > 0 && fgets(line, sizeof(line), in))
		fputs(line, out);
	if (in)
		fclose(in);
	return !in || !out || fclose(out) ? -1 : 0;
}

static void hear(int id, char *line)
{
	char *text = strchr(line, ' ');

	if (text && !strncmp(line, "lost ", 5))
		report_text(id, "lost", text + 1);
	else if (text && !strncmp(line, "state ", 6))
		report_text(id, "kept", text + 1);
	else if (line[0] != '\n')
		report_text(id, "broken", text && !strncmp(line, "broken ", 7) ? text + 1 : line);
}

void tool_oracle(int id, const char *oracle, const char *promises, int promised, const char *folder)
{
	char words[256], line[512];
	const char *argv[WORDS];
	int out = -1;

	snprintf(words, sizeof(words), "%s", oracle);
	split(words, argv);
	if (some_lines(promises, promised, "/tmp/promises"))
		printf("! %d fault no promises\n", id);
	pid_t child = start(argv, "/tmp/promises", folder, &out);
	FILE *file = fdopen(out, "r");
	while (file && fgets(line, sizeof(line), file))
		hear(id, line);
	if (file)
		fclose(file);
	int status = status_of(child);
	if (status)
		printf("! %d fault oracle ended with %d\n", id, status);
}
