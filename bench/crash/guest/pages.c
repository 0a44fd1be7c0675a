#define _GNU_SOURCE
#include "pages.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PAGE = 4096 };

static const uint8_t *pool;
static const uint32_t *list;
static size_t pool_pages, list_words;

static const void *mapped(const char *path, size_t *size)
{
	struct stat info;
	int file = open(path, O_RDONLY);
	void *at = MAP_FAILED;

	if (file >= 0 && !fstat(file, &info)) {
		*size = (size_t)info.st_size;
		at = mmap(NULL, *size, PROT_READ, MAP_SHARED | MAP_POPULATE, file, 0);
	}
	if (file >= 0)
		close(file);
	return at == MAP_FAILED ? NULL : at;
}

int pages_open(const char *pool_path, const char *images_path)
{
	size_t pool_size = 0, list_size = 0;

	pool = mapped(pool_path, &pool_size);
	list = mapped(images_path, &list_size);
	pool_pages = pool_size / PAGE;
	list_words = list_size / sizeof(uint32_t);
	return pool && list ? 0 : -1;
}

const uint32_t *pages_of(size_t word)
{
	if (word >= list_words || word + 1 + 2 * (size_t)list[word] > list_words)
		return NULL;
	for (uint32_t at = 0; at < list[word]; at++)
		if (list[word + 2 + 2 * (size_t)at] >= pool_pages)
			return NULL;
	return list + word;
}

const uint8_t *image_page(const uint32_t *image, uint32_t at)
{
	return pool + (size_t)image[2 + 2 * at] * PAGE;
}
