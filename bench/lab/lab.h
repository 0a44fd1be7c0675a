/*
 * What a program of a reader's own says to the laboratory. The same commands exist in shell: `lab metric
 * NAME VALUE`, `lab begin NAME`, … The program runs in a fresh file system, its working directory; every
 * axis of the experiment that sets up no machine is in its environment as WARRANT_<AXIS>.
 */
#ifndef LAB_H
#define LAB_H
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One sample of a metric that the experiment lists; call it again for more. */
void lab_metric(const char *name, double value);

/*
 * Counts what runs between the two: instructions (on the host: ns), page faults, commits, flushes. One
 * at a time; the same name again is another sample. Results have the condition `interval`: NAME.
 */
void lab_begin(const char *name);
void lab_end(const char *name);

/* From here on TEXT is promised: whatever crash comes later must not lose it. */
void lab_ack(const char *text);

/*
 * `on` or `off`: switches the layer between file system and device. With a file, only the block at that
 * offset fails; of btrfs, which writes elsewhere, the whole chunk of data that the block is in.
 */
void lab_fault(const char *on_or_off, const char *file, long long offset);

/* Writes back what can be, then drops every clean page: the next read comes from the device. */
void lab_flush_caches(void);

/* The value of an axis, and whether it is this one. Ends the program where there is no such axis. */
const char *lab_axis(const char *name);
int lab_axis_is(const char *name, const char *value);

/* Ends the program with what was expected, where, and errno: its results then count for nothing. */
#define lab_must(expected) \
	((expected) ? (void)0 : lab_give_up(__FILE__, __LINE__, #expected))
_Noreturn void lab_give_up(const char *file, int line, const char *expected);
#endif
