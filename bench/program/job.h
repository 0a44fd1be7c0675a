/* A job: one setting of an experiment, as a line of `key=value` words. */
#ifndef WARRANT_JOB_H
#define WARRANT_JOB_H
#include <stddef.h>

enum operation { MSYNC, FSYNC, FDATASYNC, CLWB, NON_TEMPORAL };
enum state { OVERWRITE, UNWRITTEN, HOLE };
enum { MAXIMUM_SAMPLES = 4096 };

struct job {
	int id;
	char workload[24];
	char path[200];	    /* folder on the file system, or a character device of device-dax */
	char approach[24];  /* fsync | map-sync | static-chunk | immutable-file */
	char fs[16];
	char mutation[24];  /* what the other thread does: none | punch | insert | … */
	char script[64];    /* replay: the acts; how many files of how many pages; who makes them */
	int files;
	size_t pages;
	int creates;
	enum operation operation;
	enum state state;
	int device;	    /* path is a device: no file is made, nothing is synced */
	int synchronous;    /* ask for MAP_SYNC */
	int sealed;	    /* FS_IMMUTABLE_FL once the file is mapped */
	int huge;	    /* leave 2 MiB mappings allowed */
	size_t size;	    /* bytes stored on each page */
	size_t dirty;	    /* pages stored to per durable operation */
	int samples;
};

/* Returns 0, or -1 after printing which word was not understood. */
int job_parse(struct job *job, char *line);

/* Prints `@ ID fault WHAT: ERRNO` and returns -1. */
int job_fault(const struct job *job, const char *what);

/* Prints `@ ID METRIC UNIT value…`; `value*count` stands for a run of equal samples. */
void job_report(const struct job *job, const char *metric, const char *unit,
		const unsigned long long *values, int count);
void job_report_one(const struct job *job, const char *metric, const char *unit,
		    unsigned long long value);
#endif
