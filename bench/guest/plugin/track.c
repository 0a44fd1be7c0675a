/*
 * QEMU plugin (API 4, QEMU 10): writes down, in order, every store to a range of persistent memory
 * with its value, every flush of a line of it, and every fence, between the program's ARM and DISARM
 * marks; and what lay in the range when it was armed. From that, crash-states.ts builds the images
 * that a power failure could have left.
 *
 * Arguments: out=FILE, mem=FILE (the guest's memory, shared), at=OFFSET (of the range in it),
 * lo=PHYSICAL ADDRESS, length=BYTES. Records: { uint32_t kind, size; uint64_t offset; bytes }.
 */
#include "decode.h"
#include "plugin.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

EXPORT int qemu_plugin_version = QEMU_API;

/* glib's arrays, as qemu_plugin_get_registers and qemu_plugin_read_register use them. */
typedef struct {
	char *data;
	unsigned int len;
} g_array;
typedef struct {
	uint8_t *data;
	unsigned int len;
} g_byte_array;
struct register_descriptor {
	void *handle;
	const char *name;
	const char *feature;
};

g_byte_array *g_byte_array_new(void);
g_byte_array *g_byte_array_set_size(g_byte_array *array, unsigned int length);
g_array *qemu_plugin_get_registers(void);
int qemu_plugin_read_register(void *handle, g_byte_array *to);
void qemu_plugin_register_vcpu_init_cb(plugin_id id, void (*call)(plugin_id, unsigned int));

enum record { BASE = 1, STORE, STORE_NON_TEMPORAL, LINE_FLUSH, LINE_FLUSH_ORDERED, ORDER, ACKNOWLEDGE };
enum { REGISTERS = 16, PAGE = 4096, LINE = 64, PAGES_KNOWN = 4096 };

/* page_offset_base of a 4-level kernel booted with nokaslr (Documentation/arch/x86/x86_64/mm.rst). */
static const uint64_t direct_map = 0xffff888000000000;

static FILE *out;
static const uint8_t *memory;
static uint64_t low, length;
static int armed, instrumented;
static plugin_id self;
static void *registers[REGISTERS];
static g_byte_array *scratch;
/* Where user pages lie, learned from the stores that precede each flush. */
static struct {
	uint64_t virtual, physical;
} known[PAGES_KNOWN];

static void record(enum record kind, uint64_t offset, uint32_t size, const void *bytes)
{
	uint32_t head[2] = { kind, size };

	fwrite(head, sizeof(head), 1, out);
	fwrite(&offset, sizeof(offset), 1, out);
	if (size)
		fwrite(bytes, size, 1, out);
}

static void on_store(unsigned int cpu, uint32_t info, uint64_t address, void *non_temporal)
{
	struct qemu_plugin_hwaddr *where = armed ? qemu_plugin_get_hwaddr(info, address) : NULL;
	uint32_t size = 1u << qemu_plugin_mem_size_shift(info);

	(void)cpu;
	if (!where || qemu_plugin_hwaddr_is_io(where))
		return;
	uint64_t physical = qemu_plugin_hwaddr_phys_addr(where), offset = physical - low;
	if (physical < low || offset + size > length)
		return;
	if (!(address >> 63)) {
		known[(address / PAGE) % PAGES_KNOWN].virtual = address / PAGE;
		known[(address / PAGE) % PAGES_KNOWN].physical = physical / PAGE;
	}
	record(non_temporal ? STORE_NON_TEMPORAL : STORE, offset, size, memory + offset);
}

/* The memory operand of a flush: base + index << scale + displacement (Intel SDM vol. 2, 2.1.5). */
struct operand {
	uint8_t base, index, scale, ordered;
	int32_t displacement;
};
enum { NO_REGISTER = 255 };

static uint64_t value_of(uint8_t number)
{
	uint64_t value = 0;

	if (number == NO_REGISTER)
		return 0;
	g_byte_array_set_size(scratch, 0);
	qemu_plugin_read_register(registers[number], scratch);
	memcpy(&value, scratch->data, sizeof(value));
	return value;
}

static void on_flush(unsigned int cpu, void *data)
{
	const struct operand *operand = data;
	uint64_t physical;

	(void)cpu;
	if (!armed)
		return;
	uint64_t address = value_of(operand->base) + (value_of(operand->index) << operand->scale) +
			   (uint64_t)(int64_t)operand->displacement;
	uint64_t page = address / PAGE;
	if (address >> 63)
		physical = address - direct_map;
	else if (known[page % PAGES_KNOWN].virtual == page)
		physical = known[page % PAGES_KNOWN].physical * PAGE + address % PAGE;
	else
		return; /* a page of the program to which nothing was stored */
	if (physical >= low && physical - low < length)
		record(operand->ordered ? LINE_FLUSH_ORDERED : LINE_FLUSH,
		       (physical - low) / LINE * LINE, 0, NULL);
}

static void on_fence(unsigned int cpu, void *data)
{
	(void)cpu;
	(void)data;
	if (armed)
		record(ORDER, 0, 0, NULL);
}

static void arm(void)
{
	static const uint8_t zeros[PAGE];

	armed = 1;
	record(BASE, 0, 0, NULL); /* a new section */
	for (uint64_t at = 0; at < length; at += PAGE)
		if (memcmp(memory + at, zeros, PAGE))
			record(BASE, at, PAGE, memory + at);
}

static void translate(plugin_id id, struct qemu_plugin_tb *tb);

static void instrument_from_now(plugin_id id)
{
	instrumented = 1;
	qemu_plugin_register_vcpu_tb_trans_cb(id, translate);
}

static void on_mark(unsigned int cpu, void *mark)
{
	(void)cpu;
	switch ((uintptr_t)mark) {
	case MARK_PREPARE: /* boot has run at full speed; from here on every store is looked at */
		if (!instrumented)
			qemu_plugin_reset(self, instrument_from_now);
		break;
	case MARK_ARM:
		arm();
		break;
	case MARK_DISARM:
		armed = 0;
		break;
	case MARK_ACKNOWLEDGE:
		if (armed)
			record(ACKNOWLEDGE, 0, 0, NULL);
	}
}

static struct operand *operand_of(const uint8_t *bytes, const struct decoded *found)
{
	struct operand *operand = calloc(1, sizeof(*operand)); /* lives as long as the translation */
	const uint8_t *rest = bytes + found->modrm + 1;
	int mode = bytes[found->modrm] >> 6, low_bits = bytes[found->modrm] & 7;

	operand->base = (uint8_t)(low_bits | (found->rex & 1) << 3);
	operand->index = NO_REGISTER;
	operand->ordered = found->kind == FLUSH_ORDERED;
	if (low_bits == 4) {
		uint8_t sib = *rest++, index = (uint8_t)((sib >> 3 & 7) | (found->rex & 2) << 2);
		operand->base = (uint8_t)((sib & 7) | (found->rex & 1) << 3);
		operand->scale = sib >> 6;
		if (index != 4)
			operand->index = index;
		if ((sib & 7) == 5 && mode == 0) {
			operand->base = NO_REGISTER;
			mode = 2;
		}
	}
	if (mode == 1)
		operand->displacement = (int8_t)*rest;
	else if (mode == 2)
		memcpy(&operand->displacement, rest, sizeof(operand->displacement));
	return operand;
}

static void instrument(struct qemu_plugin_insn *insn)
{
	uint8_t bytes[LONGEST_INSTRUCTION + 5] = { 0 };
	struct decoded found = decode(bytes, instruction_bytes(insn, bytes));
	uintptr_t non_temporal = found.kind == NON_TEMPORAL;

	if (found.kind == MARK)
		qemu_plugin_register_vcpu_insn_exec_cb(insn, on_mark, CALLBACK_READS_REGISTERS,
						       (void *)(uintptr_t)found.mark);
	if (found.kind == MARK || !instrumented)
		return;
	if (found.kind == FENCE)
		qemu_plugin_register_vcpu_insn_exec_cb(insn, on_fence, CALLBACK_NO_REGISTERS, NULL);
	else if (found.kind == FLUSH || found.kind == FLUSH_ORDERED)
		qemu_plugin_register_vcpu_insn_exec_cb(insn, on_flush, CALLBACK_READS_REGISTERS,
						       operand_of(bytes, &found));
	else
		qemu_plugin_register_vcpu_mem_cb(insn, on_store, CALLBACK_NO_REGISTERS, MEMORY_WRITE,
						 (void *)non_temporal);
}

static void translate(plugin_id id, struct qemu_plugin_tb *tb)
{
	(void)id;
	for (size_t i = 0; i < qemu_plugin_tb_n_insns(tb); i++)
		instrument(qemu_plugin_tb_get_insn(tb, i));
}

static void on_processor(plugin_id id, unsigned int cpu)
{
	static const char *const names[REGISTERS] = { "rax", "rcx", "rdx", "rbx", "rsp", "rbp",
						      "rsi", "rdi", "r8",  "r9",  "r10", "r11",
						      "r12", "r13", "r14", "r15" };
	g_array *array = qemu_plugin_get_registers();
	struct register_descriptor *all = (struct register_descriptor *)array->data;

	(void)id;
	(void)cpu;
	scratch = g_byte_array_new();
	for (unsigned int i = 0; i < array->len; i++)
		for (int j = 0; j < REGISTERS; j++)
			if (!strcmp(all[i].name, names[j]))
				registers[j] = all[i].handle;
}

static void on_end(plugin_id id, void *data)
{
	(void)id;
	(void)data;
	fclose(out);
}

EXPORT int qemu_plugin_install(plugin_id id, const void *info, int argc, char **argv)
{
	uint64_t at = 0;
	int file = -1;

	(void)info;
	self = id;
	for (int i = 0; i < argc; i++) {
		const char *value = strchr(argv[i], '=');
		if (!value)
			return -1;
		value++;
		if (!strncmp(argv[i], "out=", 4))
			out = fopen(value, "w");
		else if (!strncmp(argv[i], "mem=", 4))
			file = open(value, O_RDONLY);
		else if (!strncmp(argv[i], "at=", 3))
			at = strtoull(value, NULL, 0);
		else if (!strncmp(argv[i], "lo=", 3))
			low = strtoull(value, NULL, 0);
		else if (!strncmp(argv[i], "length=", 7))
			length = strtoull(value, NULL, 0);
	}
	memory = mmap(NULL, length, PROT_READ, MAP_SHARED, file, (off_t)at);
	if (!out || memory == MAP_FAILED)
		return -1;
	qemu_plugin_register_vcpu_init_cb(id, on_processor);
	qemu_plugin_register_vcpu_tb_trans_cb(id, translate);
	qemu_plugin_register_atexit_cb(id, on_end, NULL);
	return 0;
}
