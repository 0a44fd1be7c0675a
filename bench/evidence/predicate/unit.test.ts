import fc from 'fast-check';
import { expect, test } from 'vitest';
import { baseUnits } from '../../../data/schema/metric.ts';
import { divided, multiplied, sameDimension, unitName, unitOf } from './unit.ts';

const names = fc.constantFrom(...Object.keys(baseUnits));
const unit = names.map((name) => {
  const found = unitOf(name);
  if (!found) throw new Error(name);
  return found;
});

test('dividing undoes multiplying', () => {
  fc.assert(
    fc.property(unit, unit, (a, b) => {
      const back = divided(multiplied(a, b), b);
      expect(sameDimension(back, a)).toBe(true);
      expect(back.scale).toBeCloseTo(a.scale, 6);
    }),
  );
});

test('a quotient is named with its parts, and unknown units have no meaning', () => {
  const speed = unitOf('B/ns');
  expect(speed && unitName(speed)).toBe('space per time');
  expect(unitOf('furlong')).toBeNull();
  expect(unitOf('B/ns/s')).toBeNull();
  expect(unitOf('toString')).toBeNull();
});
