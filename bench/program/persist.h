/*
 * The instructions that move a store into the persistence domain, after Intel SDM vol. 2
 * (CLWB, CLFLUSHOPT, MOVNTI, SFENCE), and the marks by which the QEMU plugin knows a timed window.
 */
#ifndef WARRANT_PERSIST_H
#define WARRANT_PERSIST_H
#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>

enum { LINE = 64, PAGE = 4096, HUGE = 2 << 20 };

/*
 * A NOP that no compiler emits (NOPL with a displacement of ours): free on a processor, and visible
 * to a plugin that reads instruction bytes.
 */
#define MARK(displacement) __asm__ volatile(".byte 0x0f,0x1f,0x80; .long " #displacement ::: "memory")
#define MARK_BEGIN() MARK(0x57420001)
#define MARK_END() MARK(0x57420002)
#define MARK_ARM() MARK(0x57420003)
#define MARK_ACKNOWLEDGE() MARK(0x57420004)
#define MARK_PREPARE() MARK(0x57420005)
#define MARK_DISARM() MARK(0x57420006)

/* Time stamp counter, ordered against all that stands before and after it. */
static inline uint64_t ticks(void)
{
	unsigned int cpu;

	_mm_lfence();
	uint64_t now = __rdtscp(&cpu);
	_mm_lfence();
	return now;
}

static inline void store(char *at, size_t size, uint64_t value)
{
	for (size_t i = 0; i < size; i += sizeof(value))
		*(volatile uint64_t *)(at + i) = value;
}

static inline void store_non_temporal(char *at, size_t size, uint64_t value)
{
	for (size_t i = 0; i < size; i += sizeof(value))
		_mm_stream_si64((long long *)(at + i), (long long)value);
}

__attribute__((target("clwb"))) static inline void write_back(char *at, size_t size)
{
	for (size_t i = 0; i < size; i += LINE)
		_mm_clwb(at + i);
}

/* For processors without CLWB: writes the line back and evicts it. */
__attribute__((target("clflushopt"))) static inline void flush_optimised(char *at, size_t size)
{
	for (size_t i = 0; i < size; i += LINE)
		_mm_clflushopt(at + i);
}
#endif
