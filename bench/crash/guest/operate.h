#ifndef WARRANT_CRASH_OPERATE_H
#define WARRANT_CRASH_OPERATE_H
/*
 * One operation in the working directory, as words: write NAME LETTER PIECES, append, mmap, rename FROM TO, link,
 * unlink NAME, truncate NAME PIECES, keep|zero|punch NAME FROM PIECES, mkdir NAME, fsync NAME, fdatasync NAME,
 * sync, range NAME (sync_file_range), tmpfile[-fsync|-fdatasync|-range] NAME LETTER PIECES. Returns 0, or -1 with
 * errno.
 */
int operate(const char *words);
#endif
