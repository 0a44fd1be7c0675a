/* Oracle, as has-line.sh: the promise `TEXT of FILE` is kept where the file begins with the text. */
#include <stdio.h>
#include <string.h>

int main(void)
{
	char promise[256];

	while (fgets(promise, sizeof(promise), stdin)) {
		char found[256] = "", *of = strstr(promise, " of ");
		if (!of)
			continue;
		promise[strcspn(promise, "\n")] = 0;
		size_t length = (size_t)(of - promise);
		FILE *file = fopen(of + 4, "r");
		if (!file || fread(found, 1, length, file) != length || memcmp(found, promise, length))
			printf("lost %s\n", promise);
		if (file)
			fclose(file);
	}
	return 0;
}
