import fc from 'fast-check';
import { expect, test } from 'vitest';
import { halvesAmplification, LineBuffer, randomAmplification } from './line-buffer.ts';

const xpBuffer = { mediaLine: 256, capacity: 16_384 };

test('a full media line is written once, a partial one when it is evicted', () => {
  const buffer = new LineBuffer({ mediaLine: 256, capacity: 512 });
  for (const line of [0, 1, 2, 3]) buffer.store(line);
  expect(buffer.mediaWrites).toBe(1);
  buffer.store(4); // second media line, in part
  expect(buffer.mediaWrites).toBe(1);
  for (const line of [8, 12, 16, 20, 24, 28]) buffer.store(line);
  expect(buffer.mediaWrites).toBeGreaterThan(1);
});

test('halves of media lines combine within the capacity and no longer far beyond it', () => {
  expect(halvesAmplification(xpBuffer, 16_384)).toBe(1);
  const over = [20_480, 32_768, 65_536, 1 << 20].map((size) => halvesAmplification(xpBuffer, size));
  expect(over).toEqual(over.toSorted((a, b) => a - b));
  expect(over[0]).toBeGreaterThan(1.05);
  expect(over[3]).toBeCloseTo(2, 2);
});

test('small writes at random places cost a whole media line each', () => {
  expect(randomAmplification(xpBuffer, 64)).toBeCloseTo(4, 1);
  expect(randomAmplification(xpBuffer, 128)).toBeCloseTo(2, 1);
  expect(randomAmplification(xpBuffer, 1024)).toBe(1);
});

test('whatever is written, nothing is lost: media lines cover all that was dirty, within bounds', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(63), { maxLength: 200 }),
      fc.integer({ min: 1, max: 4 }),
      fc.nat(),
      (lines, slots, seed) => {
        const buffer = new LineBuffer({ mediaLine: 256, capacity: slots * 256, seed });
        for (const line of lines) buffer.store(line);
        expect(buffer.mediaWrites).toBeLessThanOrEqual(lines.length);
        const touched = new Set(lines.map((line) => line >> 2)).size;
        expect(buffer.mediaWrites).toBeGreaterThanOrEqual(Math.max(0, touched - slots));
      },
    ),
    { seed: 2016 },
  );
});

test('the seed decides the run', () => {
  const at = (seed: number) => halvesAmplification({ ...xpBuffer, seed }, 20_480);
  expect(at(7)).toBe(at(7));
  expect(at(7)).toBeCloseTo(at(8), 1);
});
