import { expect, test } from 'vitest';
import { crossingWords, sidesOf } from './crossover.ts';

const sides = { left: 'aio-fsync', right: 'fsync' };

test('a crossover is told with the values around it, and a curve without one as such', () => {
  const curve = { axis: 'files', when: {}, values: [1, 8, 64], less: 'right' as const };
  expect(crossingWords({ ...curve, crossings: [{ from: 8, to: 64, at: 22.96 }] }, sides)).toBe(
    'fsync is less up to 8, aio-fsync from 64 on: crossover at about 23',
  );
  expect(crossingWords({ ...curve, crossings: [] }, sides)).toBe(
    'fsync is less wherever they can be told apart, files 1 to 64',
  );
});

test('the sides are named by what tells them apart', () => {
  expect(sidesOf('a[m = aio-fsync, i = names] <\n  a[m = fsync, i = names]')).toEqual(sides);
  expect(sidesOf('every n: a[w = x, n = n] <= a[w = y, n = n]')).toEqual({ left: 'x', right: 'y' });
  expect(sidesOf('every n: a[n = n] / n <= a[n = 1]')).toEqual({
    left: 'the left side',
    right: 'the right side',
  });
});
