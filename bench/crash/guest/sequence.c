#define _GNU_SOURCE
#include "sequence.h"
#include "note.h"
#include "operate.h"
#include "state.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LONGEST = 1024 };

static int operations(char *list, int id, int announced)
{
	char text[LONGEST], *rest, *words;
	int done = 0;

	for (words = strtok_r(list, ";", &rest); words; words = strtok_r(NULL, ";", &rest)) {
		if (operate(words)) {
			printf("! %d refused %s: %s\n", id, words, strerror(errno));
			return -1;
		}
		if (!announced)
			continue;
		state_of(text, sizeof(text));
		printf("! %d prefix %s\n", id, text);
		snprintf(text, sizeof(text), "promise %d", ++done);
		if (note(text))
			return -1;
	}
	return 0;
}

/* Commits the log without writing back what the sequence left dirty: what a timer would do sooner or later. */
static int commit_elsewhere(void)
{
	int file = open("../elsewhere", O_WRONLY | O_CREAT | O_APPEND, 0644);
	int failed = file < 0 || write(file, "x", 1) != 1 || fsync(file);

	if (file >= 0)
		close(file);
	return failed;
}

/* Not sync(2): that wakes the flusher, which may then write what is dirtied only afterwards. */
static int all_written(void)
{
	return operate("sync");
}

static int one(int id, char *setup, char *list)
{
	char text[LONGEST];

	snprintf(text, sizeof(text), "s%d", id);
	if (mkdir(text, 0755) || chdir(text) || operations(setup, id, 0) || all_written())
		return -1;
	state_of(text, sizeof(text));
	printf("! %d prefix %s\n", id, text);
	snprintf(text, sizeof(text), "begin %d", id);
	int failed = note(text) || operations(list, id, 1) || note("promise commit") || commit_elsewhere() ||
		     note("promise write-back") || all_written();
	snprintf(text, sizeof(text), "end %d", id);
	failed = failed || note(text);
	return chdir("..") || failed ? -1 : 0;
}

int sequences(const char *path)
{
	char line[LONGEST];
	FILE *file = fopen(path, "r");
	int failures = 0;

	while (file && fgets(line, sizeof(line), file)) {
		char *setup = strchr(line, ' '), *list = strchr(line, '|');
		line[strcspn(line, "\n")] = 0;
		if (!setup || !list)
			continue;
		*list++ = 0;
		failures += one(atoi(line), setup + 1, list) != 0;
		fflush(stdout);
	}
	printf("! -1 end %d\n", failures);
	return 0;
}

int sequence_oracle(const char *folder)
{
	char text[LONGEST];

	if (chdir(folder))
		snprintf(text, sizeof(text), "no folder");
	else
		state_of(text, sizeof(text));
	printf("state %s\n", text);
	return 0;
}
