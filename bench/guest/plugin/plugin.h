/*
 * The parts of QEMU's plugin interface that are used here, declared by hand because no Debian package
 * ships qemu-plugin.h. QEMU_API is the version that the running QEMU speaks: 1 for QEMU 7.2, 4 for
 * QEMU 10.0 (docs/devel/tcg-plugins; the symbol qemu_plugin_version states which one we use).
 */
#ifndef WARRANT_PLUGIN_H
#define WARRANT_PLUGIN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define EXPORT __attribute__((visibility("default")))

typedef uint64_t plugin_id;
struct qemu_plugin_tb;
struct qemu_plugin_insn;

enum { CALLBACK_NO_REGISTERS = 0, CALLBACK_READS_REGISTERS = 1 };

size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *tb);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *tb, size_t index);
uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *insn);
size_t qemu_plugin_insn_size(const struct qemu_plugin_insn *insn);
void qemu_plugin_register_vcpu_tb_trans_cb(plugin_id id,
					   void (*call)(plugin_id, struct qemu_plugin_tb *));
void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *insn,
					    void (*call)(unsigned int cpu, void *data), int flags,
					    void *data);
void qemu_plugin_reset(plugin_id id, void (*call)(plugin_id));
void qemu_plugin_register_atexit_cb(plugin_id id, void (*call)(plugin_id, void *), void *data);

/* What a memory callback is told of an access, and where it went. */
typedef uint32_t qemu_plugin_meminfo;
struct qemu_plugin_hwaddr;

enum { MEMORY_WRITE = 2 };

void qemu_plugin_register_vcpu_mem_cb(struct qemu_plugin_insn *insn,
				      void (*call)(unsigned int cpu, qemu_plugin_meminfo info,
						   uint64_t address, void *data),
				      int flags, int accesses, void *data);
struct qemu_plugin_hwaddr *qemu_plugin_get_hwaddr(qemu_plugin_meminfo info, uint64_t address);
uint64_t qemu_plugin_hwaddr_phys_addr(const struct qemu_plugin_hwaddr *address);
bool qemu_plugin_hwaddr_is_io(const struct qemu_plugin_hwaddr *address);
unsigned int qemu_plugin_mem_size_shift(qemu_plugin_meminfo info);

#if QEMU_API == 1
const void *qemu_plugin_insn_data(const struct qemu_plugin_insn *insn);
#else
size_t qemu_plugin_insn_data(const struct qemu_plugin_insn *insn, void *to, size_t length);

/* One number a processor, added to by generated code: struct and enum of qemu-plugin.h, API 2 and later. */
struct qemu_plugin_scoreboard;
struct per_processor {
	struct qemu_plugin_scoreboard *board;
	size_t offset;
};
enum inline_operation { INLINE_ADD };
struct qemu_plugin_scoreboard *qemu_plugin_scoreboard_new(size_t element_size);
uint64_t qemu_plugin_u64_sum(struct per_processor entry);
void qemu_plugin_u64_set(struct per_processor entry, unsigned int cpu, uint64_t value);
int qemu_plugin_num_vcpus(void);
void qemu_plugin_register_vcpu_insn_exec_inline_per_vcpu(struct qemu_plugin_insn *insn,
							 enum inline_operation operation,
							 struct per_processor entry,
							 uint64_t immediate);
#endif

/* The kernel has the upper half of the address space. */
static inline int in_kernel(const struct qemu_plugin_insn *insn)
{
	return qemu_plugin_insn_vaddr(insn) >> 63;
}

enum { LONGEST_INSTRUCTION = 15 };

/* Copies the instruction's bytes and returns how many there are. */
static inline size_t instruction_bytes(const struct qemu_plugin_insn *insn, uint8_t *to)
{
	size_t size = qemu_plugin_insn_size(insn);

	if (size > LONGEST_INSTRUCTION)
		size = LONGEST_INSTRUCTION;
#if QEMU_API == 1
	memcpy(to, qemu_plugin_insn_data(insn), size);
#else
	size = qemu_plugin_insn_data(insn, to, size);
#endif
	return size;
}
#endif
