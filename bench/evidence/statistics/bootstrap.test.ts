import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aggregate, quantile } from './aggregate.ts';
import { bootstrap } from './bootstrap.ts';
import { random } from './random.ts';

const numbers = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 40 });
const median = (samples: readonly number[]) => aggregate(samples, 'median');

test('an interval holds its estimate, lies in the range, and is the same each time', () => {
  fc.assert(
    fc.property(numbers, (samples) => {
      const interval = bootstrap(median(samples), (draw) => median(draw(samples)));
      expect(interval.low).toBeLessThanOrEqual(interval.estimate);
      expect(interval.high).toBeGreaterThanOrEqual(interval.estimate);
      expect(interval.low).toBeGreaterThanOrEqual(Math.min(...samples));
      expect(interval.high).toBeLessThanOrEqual(Math.max(...samples));
      expect(bootstrap(median(samples), (draw) => median(draw(samples)))).toEqual(interval);
    }),
    { numRuns: 20 },
  );
});

test('95 % intervals of a mean hold the true one about as often as they say', () => {
  const next = random(7);
  let held = 0;
  const trials = 200;
  for (let trial = 0; trial < trials; trial++) {
    const samples = Array.from({ length: 30 }, next); // uniform on [0, 1): the mean is 0.5
    const mean = (of: readonly number[]) => aggregate(of, 'mean');
    const { low, high } = bootstrap(mean(samples), (draw) => mean(draw(samples)), trial);
    if (low <= 0.5 && 0.5 <= high) held++;
  }
  expect(held / trials).toBeGreaterThan(0.89);
  expect(held / trials).toBeLessThan(0.99);
});

test('quantiles are those of R, type 7', () => {
  const samples = [15, 20, 35, 40, 50];
  expect([0, 0.25, 0.4, 0.5, 0.9, 1].map((at) => quantile(samples, at))).toEqual([
    15, 20, 29, 35, 46, 50,
  ]);
});

test('a median does not change when every sample is doubled up', () => {
  fc.assert(
    fc.property(numbers, (samples) => {
      expect(median([...samples, ...samples])).toBe(median(samples));
    }),
  );
});
