#include "records.h"
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

enum { PAGE = 4096 };

/* Promise `record I`: the value I stands at the start of page I - 1. */
int records_oracle(const char *name)
{
	unsigned long long wanted;
	int file = open(name, O_RDONLY);

	while (scanf(" record %llu", &wanted) == 1) {
		uint64_t value = 0;
		if (file < 0 ||
		    pread(file, &value, sizeof(value), (off_t)(wanted - 1) * PAGE) != sizeof(value) ||
		    value != wanted)
			printf("lost record %llu\n", wanted);
	}
	return 0;
}
