/* Crash images as the host gives them: which pages of a pool lie on which blocks. */
#ifndef WARRANT_CRASH_PAGES_H
#define WARRANT_CRASH_PAGES_H
#include <stddef.h>
#include <stdint.h>

/* Maps the pool and the list of images; 0, or -1 with errno. */
int pages_open(const char *pool, const char *images);
/* The image at a word of the list: how many blocks it has, then block and page of each, ascending. */
const uint32_t *pages_of(size_t word);
static inline uint32_t image_blocks(const uint32_t *image) { return image[0]; }
static inline uint32_t image_block(const uint32_t *image, uint32_t at) { return image[1 + 2 * at]; }
const uint8_t *image_page(const uint32_t *image, uint32_t at);
#endif
