/* The kernel's tracepoints that LAB_COUNTERS names, a file of lines `METRIC SYSTEM/EVENT`. */
#ifndef LAB_COUNTERS_H
#define LAB_COUNTERS_H

enum { MAXIMUM_COUNTERS = 24 };

struct counts {
	int number;
	unsigned long long value[MAXIMUM_COUNTERS];
};

/* Opens them where this kernel has them; holds them until it is killed, so that commands can share them. */
void counters_hold(void);

/* Reads what LAB_HOLDER holds, summed over the processors; nothing where there is no holder. */
void counts_read(struct counts *counts);

const char *counter_name(int counter);
#endif
