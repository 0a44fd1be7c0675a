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

/* Adds what a folder holds, and what its folders hold; returns how much of `text` is used. */
static size_t add_folder(const char *folder, char *text, size_t used, size_t size)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, NULL, alphasort);

	for (int i = 0; i < count; i++) {
		char name[128], target[64];
		struct stat info;
		int length = snprintf(name, sizeof(name), "%s%s", strcmp(folder, ".") ? folder : "", entries[i]->d_name);
		if (entries[i]->d_name[0] == '.' || length >= (int)sizeof(name) - 1 || used + 192 > size)
			continue;
		if (used)
			text[used++] = ' ';
		if (lstat(name, &info))
			used += (size_t)snprintf(text + used, size - used, "%s:!", name);
		else if (S_ISDIR(info.st_mode)) {
			strcat(name, "/");
			used += (size_t)snprintf(text + used, size - used, "%s", name);
			used = add_folder(name, text, used, size);
		} else if (S_ISLNK(info.st_mode)) {
			ssize_t got = readlink(name, target, sizeof(target));
			used += (size_t)snprintf(text + used, size - used, "%s->%.*s", name, got < 0 ? 1 : (int)got,
						 got < 0 ? "!" : target);
		} else {
			used += (size_t)snprintf(text + used, size - used, "%s:%d:", name, (int)info.st_nlink);
			used += content(name, text + used, size - used);
		}
	}
	return used;
}

void state_of(char *text, size_t size)
{
	text[0] = 0;
	if (!add_folder(".", text, 0, size))
		snprintf(text, size, "nothing");
}
