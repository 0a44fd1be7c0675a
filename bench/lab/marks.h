/*
 * Instructions that a QEMU plugin sees and a processor passes over, and the time stamp counter. The
 * marks are those of bench/program/persist.h, by which the plugins of bench/guest know them.
 */
#ifndef LAB_MARKS_H
#define LAB_MARKS_H
#include "../program/persist.h"

/* What reading the counter twice costs, in ticks: the least of many. */
unsigned long long ticks_overhead(void);

/* Ticks as the result's unit: themselves where LAB_UNIT is instructions, else ns. */
unsigned long long ticks_net(unsigned long long spent);
#endif
