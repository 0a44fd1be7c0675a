/* What runs inside the guests of the crash laboratory. */
#include "records.h"
#include "recover.h"
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
	if (argc == 3 && !strcmp(argv[1], "recover"))
		return recover(argv[2]);
	if (argc == 3 && !strcmp(argv[1], "records"))
		return records_oracle(argv[2]);
	fprintf(stderr, "usage: crash recover LIST | records FILE\n");
	return 2;
}
