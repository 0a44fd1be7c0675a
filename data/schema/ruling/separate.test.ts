import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Region, separate } from './separate.ts';

const decided = (holds: boolean, conditions: Readonly<Record<string, string | boolean>>) => ({
  holds,
  conditions,
});

test('one axis is enough where it separates the sides, and its values are told together', () => {
  const cases = [
    decided(true, { metadata: 'wal', persistency: 'adr' }),
    decided(true, { metadata: 'cow', persistency: 'eadr' }),
    decided(false, { metadata: 'in-place', persistency: 'adr' }),
  ];
  expect(separate(cases)).toEqual({
    holds: [{ metadata: ['wal', 'cow'] }],
    fails: [{ metadata: ['in-place'] }],
  });
});

test('each side is told in the widest regions that touch nothing of the other', () => {
  const cases = [
    decided(true, { faultSync: false, block: 'hole' }),
    decided(false, { faultSync: true, block: 'hole' }),
    decided(false, { faultSync: true, block: 'written' }),
    decided(false, { faultSync: false, block: 'written' }),
  ];
  expect(separate(cases)?.fails).toEqual([{ faultSync: [true] }, { block: ['written'] }]);
  expect(separate(cases)?.holds).toEqual([{ block: ['hole'], faultSync: [false] }]);
});

test('an axis that a case does not have sets it apart from nothing', () => {
  const cases = [decided(true, { fs: 'ext4' }), decided(false, { fs: 'ext4', mutation: 'punch' })];
  expect(separate(cases)).toBeNull();
});

const values = fc.constantFrom('a', 'b', 'c');
const cases = fc.array(
  fc.record(
    {
      holds: fc.boolean(),
      conditions: fc.record({ x: values, y: values, z: values }, { requiredKeys: ['x'] }),
    },
    { requiredKeys: ['holds', 'conditions'] },
  ),
  { minLength: 1, maxLength: 10 },
);
/** Whether a case may lie in a region: an axis that it does not have may have any value. */
const touches = (region: Region, conditions: Readonly<Record<string, unknown>>) =>
  Object.entries(region).every(
    ([axis, allowed]) =>
      conditions[axis] === undefined || allowed.includes(conditions[axis] as string),
  );

test('every case lies in a region of its side and in none of the other', () => {
  fc.assert(
    fc.property(cases, (all) => {
      const found = separate(all);
      if (!found) return;
      for (const { holds, conditions } of all) {
        const [own, other] = holds ? [found.holds, found.fails] : [found.fails, found.holds];
        expect(own.some((region) => touches(region, conditions))).toBe(true);
        expect(other.some((region) => touches(region, conditions))).toBe(false);
      }
    }),
  );
});

test('turning every case round turns the regions round', () => {
  fc.assert(
    fc.property(cases, (all) => {
      const turned = separate(all.map((one) => ({ ...one, holds: !one.holds })));
      const found = separate(all);
      expect(turned).toEqual(found && { holds: found.fails, fails: found.holds });
    }),
  );
});
