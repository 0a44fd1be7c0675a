/*
 * QEMU plugin: holds the processor after each store to a device until every other thread of QEMU sleeps. QEMU
 * completes the requests of a disk in other threads, so that interrupts would come when the host likes. Held so,
 * all that a doorbell asks for is done and its interrupt is pending at the next instruction; meanwhile the
 * guest's time stands, since it is counted in instructions (-icount).
 */
#include "plugin.h"
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

EXPORT int qemu_plugin_version = QEMU_API;

/* Where ioremap maps devices (VMALLOC_START of Documentation/arch/x86/x86_64/mm.rst; kernel stacks too). */
static const uint64_t mapped_from = 0xffffc90000000000, mapped_to = 0xffffe8ffffffffff;

enum { MOST_THREADS = 256, TEXT = 4096 };

struct thread {
	int id;
	unsigned long long switches;
};

static void give_up(const char *why)
{
	fprintf(stderr, "quiesce: %s\n", why);
	exit(1);
}

/* 0 where the thread has ended. */
static int read_of(int tasks, const char *thread, const char *file, char *text)
{
	char path[64];
	snprintf(path, sizeof(path), "%s/%s", thread, file);
	int descriptor = openat(tasks, path, O_RDONLY);
	if (descriptor < 0)
		return 0;
	ssize_t size = read(descriptor, text, TEXT - 1);
	close(descriptor);
	text[size < 0 ? 0 : size] = 0;
	return size > 0;
}

static const char *field(const char *text, const char *name)
{
	const char *at = strstr(text, name);

	if (!at)
		give_up("/proc of this machine does not say which threads sleep");
	return at + strlen(name);
}

/* The first file says whether the thread is off every processor (wait_task_inactive), which a state alone is not. */
static int sleeps(int tasks, const char *name, struct thread *thread)
{
	char text[TEXT];

	if (!read_of(tasks, name, "syscall", text) || !strncmp(text, "running", 7))
		return 0;
	if (!read_of(tasks, name, "status", text))
		return 0;
	thread->id = atoi(name);
	thread->switches = strtoull(field(text, "\nvoluntary_ctxt_switches:\t"), NULL, 10);
	return *field(text, "\nState:\t") == 'S'; /* D waits for the host's own disk */
}

/* How many threads there are besides this one, or -1 where one is awake. */
static int look(struct thread *threads)
{
	DIR *tasks = opendir("/proc/self/task");
	int self = (int)syscall(SYS_gettid), count = 0;

	if (!tasks)
		give_up("cannot read /proc/self/task");
	for (struct dirent *entry; count >= 0 && (entry = readdir(tasks));) {
		if (entry->d_name[0] == '.' || atoi(entry->d_name) == self)
			continue;
		if (count == MOST_THREADS)
			give_up("too many threads");
		count = sleeps(dirfd(tasks), entry->d_name, &threads[count]) ? count + 1 : -1;
	}
	closedir(tasks);
	return count;
}

/*
 * Waits for two rounds that find the same threads asleep with the same number of voluntary switches. One that
 * ran in between would have slept again, which counts; so none ran between the end of the first round and the
 * start of the second, and none is left that could wake another.
 */
static void quiesce(void)
{
	static struct thread rounds[2][MOST_THREADS];
	int before = -1;

	for (int now = 0;; now = !now) {
		int count = look(rounds[now]);
		if (count >= 0 && count == before &&
		    !memcmp(rounds[0], rounds[1], (size_t)count * sizeof(struct thread)))
			return;
		before = count;
		if (count < 0)
			usleep(20);
	}
}

static void on_store(unsigned int cpu, qemu_plugin_meminfo info, uint64_t address, void *data)
{
	(void)cpu;
	(void)data;
	if (address < mapped_from || address > mapped_to)
		return;
	struct qemu_plugin_hwaddr *where = qemu_plugin_get_hwaddr(info, address);
	if (where && qemu_plugin_hwaddr_is_io(where))
		quiesce();
}

/*
 * Whether it is a MOV of 16 or 32 bits from a register to memory, as writew and writel compile to. Doorbells
 * have these widths (VIRTIO 1.2, 4.1.4.4; NVMe 2.0, 3.1.4), and most other stores need not be looked at.
 */
static int may_ring(const struct qemu_plugin_insn *insn)
{
	uint8_t bytes[LONGEST_INSTRUCTION + 1] = { 0 };
	size_t at = 0;

	instruction_bytes(insn, bytes);
	if (bytes[at] == 0x66)
		at++;
	if ((bytes[at] & 0xf8) == 0x40) /* REX without W */
		at++;
	return bytes[at] == 0x89 && bytes[at + 1] < 0xc0;
}

static void on_translate(plugin_id id, struct qemu_plugin_tb *tb)
{
	(void)id;
	for (size_t i = 0; i < qemu_plugin_tb_n_insns(tb); i++) {
		struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(tb, i);

		if (in_kernel(insn) && may_ring(insn))
			qemu_plugin_register_vcpu_mem_cb(insn, on_store, CALLBACK_NO_REGISTERS, MEMORY_WRITE,
							 NULL);
	}
}

EXPORT int qemu_plugin_install(plugin_id id, const void *info, int argc, char **argv)
{
	(void)info;
	(void)argc;
	(void)argv;
	qemu_plugin_register_vcpu_tb_trans_cb(id, on_translate);
	return 0;
}
