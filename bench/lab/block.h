/* Where on the device a block of a file lies. */
#ifndef LAB_BLOCK_H
#define LAB_BLOCK_H

/* In sectors of 512 bytes from the device's start. */
struct extent {
	unsigned long long first, count;
};

/* Null on success, else why not. */
const char *block_of(const char *file, long long offset, struct extent *extent);
#endif
