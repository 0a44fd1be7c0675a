import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isLegacyLz4, unpackLegacyLz4 } from './lz4.ts';

/** A frame whose block repeats `seed` at distance 1 to 3 (overlapping) and ends in literals. */
function frame(seed: string, repeat: number, tail: string): { data: Buffer; plain: string } {
  const nibble = (length: number) => Math.min(length, 15);
  const rest = (length: number) => {
    const bytes: number[] = [];
    for (let left = length - 15; left >= 0; left -= 255) bytes.push(Math.min(left, 255));
    if (bytes.at(-1) === 255) bytes.push(0);
    return length < 15 ? [] : bytes;
  };
  const block = Buffer.from([
    (nibble(seed.length) << 4) | nibble(repeat - 4),
    ...rest(seed.length),
    ...Buffer.from(seed),
    seed.length,
    0,
    ...rest(repeat - 4),
    nibble(tail.length) << 4,
    ...rest(tail.length),
    ...Buffer.from(tail),
  ]);
  const head = Buffer.alloc(8);
  head.writeUInt32LE(0x184c2102, 0);
  head.writeUInt32LE(block.length, 4);
  const copied = seed.repeat(Math.ceil(repeat / seed.length)).slice(0, repeat);
  return { data: Buffer.concat([head, block]), plain: seed + copied + tail };
}

const word = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom('a', 'b', 'c', '0'), minLength, maxLength });

test('literals and overlapping copies of any length come back', () => {
  void fc.assert(
    fc.property(
      word(1, 40),
      fc.integer({ min: 4, max: 1000 }),
      word(0, 300),
      (seed, repeat, tail) => {
        const { data, plain } = frame(seed, repeat, tail);
        expect(unpackLegacyLz4(data, plain.length).toString()).toBe(plain);
      },
    ),
  );
});

test('only the legacy magic number is taken', () => {
  expect(isLegacyLz4(frame('ab', 4, 'x').data)).toBe(true);
  expect(isLegacyLz4(Buffer.from('not lz4 at all'))).toBe(false);
});

test('data cut short are an error, not an endless loop', () => {
  const { data, plain } = frame('abc', 100, 'tail');
  expect(() => unpackLegacyLz4(data, plain.length + 10)).toThrow(RangeError);
});
