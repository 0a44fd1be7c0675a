#ifndef WARRANT_CRASH_STATE_H
#define WARRANT_CRASH_STATE_H
#include <stddef.h>
/*
 * What is in the working directory and below, as one line of words: NAME:LINKS:CONTENT for a file, NAME/ for a
 * folder, before what is in it, NAME->TARGET for a symbolic link.
 * CONTENT is runs of equal 512-byte pieces: `n8` is eight pieces of the letter n, `0` is zeros, `?` anything
 * else, `-` an empty file.
 */
void state_of(char *text, size_t size);
#endif
