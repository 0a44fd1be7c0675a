/*
 * Writes every block of a file through a mapping, in order, and makes every `batch` of them durable: by fio, which
 * nobody here wrote, and by a loop of our own. Each goes over the file once, twice and three times. fio sets no
 * marks, so that an interval has its start and its end in it; the difference of two intervals has not.
 */
#include "lab.h"
#include <fcntl.h>
#include <immintrin.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WRITES = 64, PASSES = 3, LINE = 64, NON_TEMPORAL_FROM = 256 /* PMEM_MOVNT_THRESHOLD of libpmem(7) */ };

static const char *path;
static size_t size, batch, length;
static char *source;
static int fio_syncs[PASSES];

static void start(char *const *words)
{
	int status;
	pid_t child = fork();
	lab_must(child >= 0);
	if (child == 0) {
		execvp(words[0], words);
		_exit(127);
	}
	lab_must(waitpid(child, &status, 0) == child && status == 0);
}

static const char *engine(void)
{
	return lab_axis_is("way", "msync") ? "mmap" : lab_axis_is("way", "device") ? "dev-dax" : "libpmem";
}

/* What fio's report says of itself: it made so many writes, and how many syncs. */
static int syncs_said(int expected)
{
	char line[200];
	int writes = 0, syncs = 0;
	FILE *report = fopen("/tmp/fio", "r");
	lab_must(report);
	while (fgets(line, sizeof(line), report))
		if (sscanf(line, " issued rwts: total=0,%d,0,%d", &writes, &syncs) == 2)
			break;
	fclose(report);
	lab_must(writes == expected);
	return syncs;
}

/* Of its engines that flush from user space, libpmem drains at `sync=1` or at an fsync, dev-dax at each write. */
static void by_fio(int passes)
{
	static char text[6][60];
	snprintf(text[0], sizeof(text[0]), "--filename=%s", path);
	snprintf(text[1], sizeof(text[1]), "--bs=%zu", size);
	snprintf(text[2], sizeof(text[2]), "--size=%zu", length);
	snprintf(text[3], sizeof(text[3]), "--io_size=%zu", (size_t)passes * length);
	snprintf(text[4], sizeof(text[4]), "--ioengine=%s", engine());
	snprintf(text[5], sizeof(text[5]), size < 4096 ? "--sync=1" : "--fsync=%zu", batch);
	start((char *[]){ "fio", "--name=durable", "--thread", "--rw=write", "--gtod_reduce=1",
			  "--allow_file_create=0", "--fallocate=none", "--output=/tmp/fio",
			  lab_axis_is("way", "nt") ? "--direct=1" : "--direct=0", text[0], text[1], text[2],
			  text[3], text[4], text[5], NULL });
	fio_syncs[passes - 1] = syncs_said(passes * WRITES);
}

__attribute__((target("clwb"))) static void copy_and_write_back(char *to)
{
	memcpy(to, source, size);
	for (size_t i = 0; i < size; i += LINE)
		_mm_clwb(to + i);
}

static void copy_past_caches(char *to)
{
	for (size_t i = 0; i < size; i += sizeof(long long))
		_mm_stream_si64((long long *)(to + i), *(long long *)(source + i));
}

static void by_our_loop(int passes)
{
	int msyncs = lab_axis_is("way", "msync");
	int device = lab_axis_is("way", "device");
	int past = lab_axis_is("way", "nt") || (device && size >= NON_TEMPORAL_FROM);
	int flags = msyncs || device ? MAP_SHARED : MAP_SHARED_VALIDATE | MAP_SYNC;
	int file = open(path, O_RDWR);
	char *at = mmap(NULL, length, PROT_READ | PROT_WRITE, flags, file, 0);
	lab_must(file >= 0 && at != MAP_FAILED);
	for (size_t i = 0; i < (size_t)passes * WRITES; i++) {
		char *to = at + i % WRITES * size;
		if (msyncs)
			memcpy(to, source, size);
		else if (past)
			copy_past_caches(to);
		else
			copy_and_write_back(to);
		if ((i + 1) % batch)
			continue;
		if (msyncs)
			lab_must(!msync(to + size - batch * size, batch * size, MS_SYNC));
		else
			_mm_sfence();
	}
	lab_must(!munmap(at, length) && !close(file));
}

/* Every block written, and all of it committed. */
static void make_file(void)
{
	int file = open(path, O_RDWR | O_CREAT, 0600);
	lab_must(file >= 0);
	for (int i = 0; i < WRITES; i++)
		lab_must(write(file, source, size) == (ssize_t)size);
	lab_must(!fsync(file) && !close(file));
	sync();
}

int main(void)
{
	static const struct {
		void (*run)(int passes);
		const char *names[PASSES];
	} sides[] = { { by_fio, { "fio-once", "fio-twice", "fio-thrice" } },
		      { by_our_loop, { "ours-once", "ours-twice", "ours-thrice" } } };

	size = (size_t)atoi(lab_axis("size"));
	batch = (size_t)atoi(lab_axis("batch"));
	length = WRITES * size;
	source = aligned_alloc(4096, size < 4096 ? 4096 : size);
	memset(source, 'A', size);
	path = lab_axis_is("way", "device") ? getenv("LAB_NODE") : "f";
	if (!lab_axis_is("way", "device"))
		make_file();
	for (int side = 0; side < 2; side++) {
		sides[side].run(1); /* until program, libraries and file are in memory */
		for (int passes = 1; passes <= PASSES; passes++) {
			lab_begin(sides[side].names[passes - 1]);
			sides[side].run(passes);
			lab_end(sides[side].names[passes - 1]);
		}
	}
	lab_metric("fio-syncs", fio_syncs[2] - fio_syncs[1]);
}
