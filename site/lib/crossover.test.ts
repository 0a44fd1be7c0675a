import { expect, test } from 'vitest';
import { crossingWords, leftOf } from './crossover.ts';

test('a crossover is told with the values around it, and a curve without one as such', () => {
  const curve = { axis: 'files', when: {}, values: [1, 8, 64], less: 'right' as const };
  expect(crossingWords({ ...curve, crossings: [{ from: 8, to: 64, at: 22.96 }] })).toBe(
    'the right side up to 8, the left side from 64 on: crossover at about 23',
  );
  expect(crossingWords({ ...curve, crossings: [] })).toBe(
    'the right side wherever they can be told apart, files 1 to 64',
  );
});

test('the left side is what stands before the comparison', () => {
  expect(leftOf('every dirty: a[dirty = dirty] / dirty <=\n  a[dirty = 1]')).toBe(
    'a[dirty = dirty] / dirty',
  );
  expect(leftOf('max(a[b = c]) > d')).toBe('max(a[b = c])');
});
