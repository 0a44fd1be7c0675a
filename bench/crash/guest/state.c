#define _GNU_SOURCE
#include "state.h"
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 512 };

static char kind_of(const char *piece, size_t size)
{
	for (size_t i = 1; i < size; i++)
		if (piece[i] != piece[0])
			return '?';
	return piece[0] ? (piece[0] >= 'a' && piece[0] <= 'z' ? piece[0] : '?') : '0';
}

/* Returns how much was written. */
static size_t content(const char *name, char *to, size_t size)
{
	char piece[PIECE], kind, last = 0;
	size_t used = 0;
	int run = 0, file = open(name, O_RDONLY);
	ssize_t got;

	if (file < 0)
		return (size_t)snprintf(to, size, "!");
	while ((got = read(file, piece, PIECE)) > 0) {
		kind = kind_of(piece, (size_t)got);
		if (last && kind != last && used + 16 < size) {
			used += (size_t)snprintf(to + used, size - used, "%c%d", last, run);
			run = 0;
		}
		last = kind;
		run++;
	}
	close(file);
	if (got < 0)
		return (size_t)snprintf(to, size, "!");
	used += (size_t)(last ? snprintf(to + used, size - used, "%c%d", last, run) : snprintf(to, size, "-"));
	return used;
}

void state_of(char *text, size_t size)
{
	struct dirent **entries;
	size_t used = 0;
	int count = scandir(".", &entries, NULL, alphasort);

	text[0] = 0;
	for (int i = 0; i < count; i++) {
		const char *name = entries[i]->d_name;
		struct stat info;
		if (name[0] == '.' || used + 128 > size)
			continue;
		if (used)
			text[used++] = ' ';
		if (lstat(name, &info))
			used += (size_t)snprintf(text + used, size - used, "%s:!", name);
		else if (S_ISDIR(info.st_mode))
			used += (size_t)snprintf(text + used, size - used, "%s/", name);
		else {
			used += (size_t)snprintf(text + used, size - used, "%s:%d:", name, (int)info.st_nlink);
			used += content(name, text + used, size - used);
		}
	}
	if (!used)
		snprintf(text, size, "nothing");
}
