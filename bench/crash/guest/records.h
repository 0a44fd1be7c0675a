#ifndef WARRANT_CRASH_RECORDS_H
#define WARRANT_CRASH_RECORDS_H
/* Oracle of the workload `crash-records` (bench/program/records.c). */
int records_oracle(const char *name);
#endif
