/* Lines of facts about one image on the serial line. */
#ifndef WARRANT_CRASH_REPORT_H
#define WARRANT_CRASH_REPORT_H
#include <stddef.h>
#include <stdint.h>

/* Runs of sectors that have `bit`, as FIRST+COUNT. */
void report_sectors(int id, const char *word, const uint8_t *sectors, size_t count, int bit);
void report_numbers(int id, const char *word, const uint32_t *numbers, int count);
/* What the kernel logged since the descriptor's position. */
void report_kernel(int id, int kmsg);
/* One line of foreign text, cut to a length and to printable characters. */
void report_text(int id, const char *word, const char *text);
#endif
