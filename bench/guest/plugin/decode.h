/* Recognises the instructions that matter to persistence (Intel SDM vol. 2: CLWB, CLFLUSHOPT, SFENCE). */
#ifndef WARRANT_DECODE_H
#define WARRANT_DECODE_H
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum kind {
	OTHER,
	FLUSH,		/* CLWB, CLFLUSHOPT: a line on its way to memory, done at the next fence */
	FLUSH_ORDERED,	/* CLFLUSH: done at once */
	FENCE,		/* SFENCE, MFENCE */
	NON_TEMPORAL,	/* MOVNTI, MOVNTDQ, MOVNTPS */
	MARK,		/* bench/program/persist.h */
};

/* REX prefix of the instruction (0 if none) and the place of its ModRM byte, for operands. */
struct decoded {
	enum kind kind;
	uint8_t rex;
	size_t modrm;
	uint32_t mark;
};

enum { MARK_BEGIN = 0x57420001, MARK_END, MARK_ARM, MARK_ACKNOWLEDGE, MARK_PREPARE, MARK_DISARM };

static inline enum kind kind_of_0fae(uint8_t modrm, int operand_prefix)
{
	int field = (modrm >> 3) & 7, memory = modrm < 0xc0;

	if (!memory)
		return field == 7 || field == 6 ? FENCE : OTHER; /* 5 is LFENCE, which orders no store */
	if (field == 7)
		return operand_prefix ? FLUSH : FLUSH_ORDERED;
	return field == 6 && operand_prefix ? FLUSH : OTHER;
}

static inline struct decoded decode(const uint8_t *bytes, size_t size)
{
	static const uint8_t nop[] = { 0x0f, 0x1f, 0x80 };
	struct decoded result = { .kind = OTHER };
	int operand_prefix = 0;
	size_t at = 0;

	if (size == 7 && !memcmp(bytes, nop, sizeof(nop))) {
		memcpy(&result.mark, bytes + 3, sizeof(result.mark));
		if (result.mark >= MARK_BEGIN && result.mark <= MARK_DISARM)
			result.kind = MARK;
		return result;
	}
	for (; at < size; at++) { /* legacy prefixes; the kernel pads flushes with a DS prefix */
		if (bytes[at] == 0x66)
			operand_prefix = 1;
		else if (bytes[at] != 0x3e && bytes[at] != 0x2e && bytes[at] != 0xf2 && bytes[at] != 0xf3)
			break;
	}
	if (at < size && (bytes[at] & 0xf0) == 0x40)
		result.rex = bytes[at++];
	if (at + 2 >= size || bytes[at] != 0x0f)
		return result;
	result.modrm = at + 2;
	uint8_t opcode = bytes[at + 1];
	if (opcode == 0xae)
		result.kind = kind_of_0fae(bytes[at + 2], operand_prefix);
	else if (opcode == 0xc3 || opcode == 0xe7 || opcode == 0x2b)
		result.kind = NON_TEMPORAL;
	return result;
}
#endif
