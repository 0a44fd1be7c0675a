/* The acts of an application, as `bench/guest/replay.ts` writes them: one a line. */
#ifndef WARRANT_SCRIPT_H
#define WARRANT_SCRIPT_H
#include <stddef.h>

/* s store, p part to be made durable, d durable, c create, r remove, u unmap, o done, m measure. */
struct act {
	char kind;
	int file, mapping;
	size_t at, bytes;
};

/* Reads them all; the caller frees them. `count` is 0 where there is no such script. */
struct act *script_read(const char *name, int *count);
#endif
