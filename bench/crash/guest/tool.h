/* Programs that look at a recovered file system, or mend it. */
#ifndef WARRANT_CRASH_TOOL_H
#define WARRANT_CRASH_TOOL_H

/*
 * Runs a checker (words apart by commas); returns its status, and reports its last lines unless that is 0.
 * The catalogue (data/machines) names none that destroys a log: `xfs_repair -L` and `btrfs rescue zero-log`
 * are for an administrator who has given up.
 */
int tool_run(int id, const char *words);
/*
 * The oracle (words apart by commas) in the recovered folder, with the first `promised` lines of a file on
 * its standard input. `lost TEXT` and `broken TEXT` are reported, and `state TEXT` as what was kept.
 */
void tool_oracle(int id, const char *oracle, const char *promises, int promised, const char *folder);
#endif
