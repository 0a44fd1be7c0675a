#ifndef WARRANT_CRASH_STATE_H
#define WARRANT_CRASH_STATE_H
#include <stddef.h>
/*
 * What is in the working directory, as one line of words: NAME:LINKS:CONTENT for a file, NAME/ for a folder.
 * CONTENT is runs of equal 512-byte pieces: `n8` is eight pieces of the letter n, `0` is zeros, `?` anything
 * else, `-` an empty file.
 */
void state_of(char *text, size_t size);
#endif
