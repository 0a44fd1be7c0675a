import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addBit, addBits, type Bits, emptyBits, hasBit, intersects } from './bits.ts';

const size = 100;
const members = fc.uniqueArray(fc.nat(size - 1));
const bitsOf = (set: readonly number[]): Bits => {
  const bits = emptyBits(size);
  for (const one of set) addBit(bits, one);
  return bits;
};
const membersOf = (bits: Bits) =>
  Array.from({ length: size }, (_, at) => at).filter((at) => hasBit(bits, at));

test('bits are a set: what was added, and the union and meeting of two', () => {
  fc.assert(
    fc.property(members, members, (one, other) => {
      const bits = bitsOf(one);
      expect(new Set(membersOf(bits))).toEqual(new Set(one));
      expect(intersects(bits, bitsOf(other))).toBe(one.some((at) => other.includes(at)));
      addBits(bits, bitsOf(other));
      expect(new Set(membersOf(bits))).toEqual(new Set([...one, ...other]));
    }),
  );
});
