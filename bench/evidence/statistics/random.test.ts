import { expect, test } from 'vitest';
import { random } from './random.ts';

test('draws what mulberry32 draws, so that an interval can be recomputed elsewhere', () => {
  const drawn = (seed: number) => {
    const next = random(seed);
    return Array.from({ length: 4 }, () => next() * 2 ** 32);
  };
  expect(drawn(0)).toEqual([1144304738, 1416247, 958946056, 627933444]);
  expect(drawn(2 ** 32 - 1)).toEqual([3850105811, 813802916, 3073704848, 4054706436]);
});
