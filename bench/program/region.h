/* A file (or device) brought into the state that a job asks for, and its mapping. */
#ifndef WARRANT_REGION_H
#define WARRANT_REGION_H
#include "job.h"

struct region {
	int descriptor;
	char *at;
	size_t length;
	char name[256]; /* empty for a device */
};

/* Makes and maps; reports the fault and returns -1 where the kernel refuses. */
int region_open(struct region *region, const struct job *job, size_t length);
void region_close(struct region *region, const struct job *job);

/* Sets or clears FS_IMMUTABLE_FL: from then on the kernel refuses every change of the block map. */
int region_seal(const struct region *region, int sealed);

/* The VmFlags of the mapping in /proc/self/smaps, such as `rd wr sh sf`; empty if not found. */
void region_flags(const struct region *region, char *flags, size_t size);
#endif
