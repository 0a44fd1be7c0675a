import { expect, test } from 'vitest';
import { randomIntegers } from '../latency/prng.ts';
import { zipf } from './zipf.ts';

test('the first of a thousand is drawn about as often as the law says', () => {
  const next = zipf(1000, randomIntegers(1));
  const drawn = Array.from({ length: 20_000 }, next);
  const harmonic = Array.from({ length: 1000 }, (_, rank) => 1 / (rank + 1) ** 0.99);
  const expected = 1 / harmonic.reduce((sum, x) => sum + x, 0);
  expect(drawn.filter((rank) => rank === 0).length / drawn.length).toBeCloseTo(expected, 2);
  expect(Math.max(...drawn)).toBeLessThan(1000);
});
