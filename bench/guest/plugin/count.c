/*
 * QEMU plugin: counts flushes and fences, of program and kernel alike, between the marks that the
 * program sets around each sample. Writes one line a sample to the file named by `out=`:
 * `FLUSHES FENCES`. Instructions other than these are not instrumented and run at full speed.
 */
#include "decode.h"
#include "plugin.h"
#include <stdio.h>

EXPORT int qemu_plugin_version = QEMU_API;

static FILE *out;
static unsigned long long flushes, fences;

static void on_flush(unsigned int cpu, void *data)
{
	(void)cpu;
	(void)data;
	flushes++;
}

static void on_fence(unsigned int cpu, void *data)
{
	(void)cpu;
	(void)data;
	fences++;
}

static void on_mark(unsigned int cpu, void *data)
{
	(void)cpu;
	if ((uintptr_t)data == MARK_END)
		fprintf(out, "%llu %llu\n", flushes, fences);
	flushes = fences = 0;
}

static void on_translate(plugin_id id, struct qemu_plugin_tb *tb)
{
	uint8_t bytes[LONGEST_INSTRUCTION];

	(void)id;
	for (size_t i = 0; i < qemu_plugin_tb_n_insns(tb); i++) {
		struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(tb, i);
		struct decoded found = decode(bytes, instruction_bytes(insn, bytes));
		void (*call)(unsigned int, void *) = found.kind == FLUSH || found.kind == FLUSH_ORDERED ?
							     on_flush :
						     found.kind == FENCE ? on_fence :
						     found.kind == MARK	 ? on_mark :
									   NULL;
		if (call)
			qemu_plugin_register_vcpu_insn_exec_cb(insn, call, CALLBACK_NO_REGISTERS,
							       (void *)(uintptr_t)found.mark);
	}
}

static void on_exit(plugin_id id, void *data)
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
	qemu_plugin_register_atexit_cb(id, on_exit, NULL);
	return 0;
}
