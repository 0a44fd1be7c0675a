#include "report.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LONGEST = 240, KERNEL_LINES = 12 };

void report_sectors(int id, const char *word, const uint8_t *sectors, size_t count, int bit)
{
	const char *before = "";
	uint64_t eight;

	printf("! %d %s ", id, word);
	for (size_t at = 0; at < count;) {
		/* Most are zero, and there are many. */
		if (at + sizeof(eight) <= count && (memcpy(&eight, sectors + at, sizeof(eight)), !eight)) {
			at += sizeof(eight);
			continue;
		}
		size_t end = at;
		while (end < count && sectors[end] & bit)
			end++;
		if (end > at) {
			printf("%s%zu+%zu", before, at, end - at);
			before = ",";
		}
		at = end + 1;
	}
	printf("\n");
}

void report_numbers(int id, const char *word, const uint32_t *numbers, int count)
{
	printf("! %d %s ", id, word);
	for (int i = 0; i < count; i++)
		printf(i ? ",%u" : "%u", numbers[i]);
	printf("\n");
}

void report_text(int id, const char *word, const char *text)
{
	printf("! %d %s ", id, word);
	for (int i = 0; text[i] && text[i] != '\n' && i < LONGEST; i++)
		putchar(text[i] >= ' ' && text[i] < 127 ? text[i] : '.');
	putchar('\n');
}

void report_kernel(int id, int kmsg)
{
	char record[2048];
	ssize_t size;

	for (int lines = 0; lines < KERNEL_LINES; lines++) {
		if ((size = read(kmsg, record, sizeof(record) - 1)) <= 0)
			return;
		record[size] = 0;
		const char *text = strchr(record, ';');
		if (text)
			report_text(id, "words", text + 1);
	}
}
