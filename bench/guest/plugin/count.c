/*
 * QEMU plugin: counts flushes and fences, of program and kernel alike, between the marks that the
 * program sets around each sample. Writes one line a sample to the file named by `out=`:
 * `FLUSHES FENCES USER-FLUSHES USER-FENCES`, the first two of kernel and program together. Instructions other than these are not instrumented and run at full speed.
 */
#include "decode.h"
#include "plugin.h"
#include <stdio.h>

EXPORT int qemu_plugin_version = QEMU_API;

static FILE *out;

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
	if ((uintptr_t)mark == MARK_END)
		fprintf(out, "%llu %llu %llu %llu\n", counts[FLUSHES] + counts[FLUSHES + USER],
			counts[FENCES] + counts[FENCES + USER], counts[FLUSHES + USER],
			counts[FENCES + USER]);
	memset(counts, 0, sizeof(counts));
}

/* The kernel has the upper half of the address space. */
static int is_user(const struct qemu_plugin_insn *insn)
{
	return !(qemu_plugin_insn_vaddr(insn) >> 63);
}

static void instrument(struct qemu_plugin_insn *insn)
{
	uint8_t bytes[LONGEST_INSTRUCTION];
	struct decoded found = decode(bytes, instruction_bytes(insn, bytes));
	uintptr_t user = is_user(insn) ? USER : 0;

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

EXPORT int qemu_plugin_install(plugin_id id, const void *info, int argc, char **argv)
{
	(void)info;
	for (int i = 0; i < argc; i++)
		if (!strncmp(argv[i], "out=", 4))
			out = fopen(argv[i] + 4, "w");
	if (!out)
		return -1;
	qemu_plugin_register_vcpu_tb_trans_cb(id, on_translate);
	qemu_plugin_register_atexit_cb(id, on_end, NULL);
	return 0;
}
