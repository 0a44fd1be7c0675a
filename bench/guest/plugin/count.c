/*
 * QEMU plugin: counts flushes and fences, of program and kernel alike, between the marks that the
 * program sets around each sample. Writes one line a sample to the file named by `out=`:
 * `FLUSHES FENCES USER-FLUSHES USER-FENCES`, the first two of kernel and program together. Instructions
 * other than these are not instrumented and run at full speed. With `executed=on` a line has a fifth
 * number, all instructions that every processor executed; they are instrumented from the mark PREPARE on.
 */
#include "decode.h"
#include "plugin.h"
#include <stdio.h>

EXPORT int qemu_plugin_version = QEMU_API;

static FILE *out;
static plugin_id self;
static void count_from_now(plugin_id id);

#if QEMU_API == 1
static int start_executed(const char *value) { return !strcmp(value, "off"); }
static void prepare(void) {}
static void count_executed(struct qemu_plugin_insn *insn) { (void)insn; }
static void say_executed(void) { fputc('\n', out); }
static void restart_executed(void) {}
#else
static struct per_processor executed;
static int prepared;

static int start_executed(const char *value)
{
	executed.board = qemu_plugin_scoreboard_new(sizeof(uint64_t));
	return !strcmp(value, "on");
}

static void prepare(void)
{
	if (executed.board && !prepared++)
		qemu_plugin_reset(self, count_from_now);
}

static void count_executed(struct qemu_plugin_insn *insn)
{
	if (prepared)
		qemu_plugin_register_vcpu_insn_exec_inline_per_vcpu(insn, INLINE_ADD, executed, 1);
}

static void say_executed(void)
{
	if (executed.board)
		fprintf(out, " %llu", (unsigned long long)qemu_plugin_u64_sum(executed));
	fputc('\n', out);
}

static void restart_executed(void)
{
	for (int cpu = 0; executed.board && cpu < qemu_plugin_num_vcpus(); cpu++)
		qemu_plugin_u64_set(executed, (unsigned int)cpu, 0);
}
#endif

/* Index: what is counted, plus USER for an instruction of the program's own. */
enum { FLUSHES, FENCES, USER };
static unsigned long long counts[4];

static void on_persistence(unsigned int cpu, void *index)
{
	(void)cpu;
	counts[(uintptr_t)index]++;
}

static void on_mark(unsigned int cpu, void *mark)
{
	(void)cpu;
	if ((uintptr_t)mark == MARK_PREPARE)
		prepare();
	if ((uintptr_t)mark == MARK_END) {
		fprintf(out, "%llu %llu %llu %llu", counts[FLUSHES] + counts[FLUSHES + USER],
			counts[FENCES] + counts[FENCES + USER], counts[FLUSHES + USER],
			counts[FENCES + USER]);
		say_executed();
	}
	memset(counts, 0, sizeof(counts));
	restart_executed();
}

static void instrument(struct qemu_plugin_insn *insn)
{
	uint8_t bytes[LONGEST_INSTRUCTION];
	struct decoded found = decode(bytes, instruction_bytes(insn, bytes));
	uintptr_t user = in_kernel(insn) ? 0 : USER;

	count_executed(insn);
	if (found.kind == MARK)
		qemu_plugin_register_vcpu_insn_exec_cb(insn, on_mark, CALLBACK_NO_REGISTERS,
						       (void *)(uintptr_t)found.mark);
	else if (found.kind == FLUSH || found.kind == FLUSH_ORDERED)
		qemu_plugin_register_vcpu_insn_exec_cb(insn, on_persistence, CALLBACK_NO_REGISTERS,
						       (void *)(FLUSHES + user));
	else if (found.kind == FENCE)
		qemu_plugin_register_vcpu_insn_exec_cb(insn, on_persistence, CALLBACK_NO_REGISTERS,
						       (void *)(FENCES + user));
}

static void on_translate(plugin_id id, struct qemu_plugin_tb *tb)
{
	(void)id;
	for (size_t i = 0; i < qemu_plugin_tb_n_insns(tb); i++)
		instrument(qemu_plugin_tb_get_insn(tb, i));
}

static void on_end(plugin_id id, void *data)
{
	(void)id;
	(void)data;
	fclose(out);
}

static void count_from_now(plugin_id id)
{
	qemu_plugin_register_vcpu_tb_trans_cb(id, on_translate);
	qemu_plugin_register_atexit_cb(id, on_end, NULL);
}

EXPORT int qemu_plugin_install(plugin_id id, const void *info, int argc, char **argv)
{
	(void)info;
	self = id;
	for (int i = 0; i < argc; i++)
		if (!strncmp(argv[i], "out=", 4))
			out = fopen(argv[i] + 4, "w");
		else if (!strncmp(argv[i], "executed=", 9) && !start_executed(argv[i] + 9))
			return -1;
	if (!out)
		return -1;
	count_from_now(id);
	return 0;
}
