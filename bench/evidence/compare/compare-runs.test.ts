import { expect, test } from 'vitest';
import { measured, metrics, run } from '../fixture/planted.ts';
import { compareRuns } from './compare-runs.ts';

const of = (samples: readonly number[]) =>
  run({ measurements: [measured('flushes', { batch: 1 }, samples)] });
const matters = (a: readonly number[], b: readonly number[]) =>
  compareRuns(of(a), of(b), metrics, 0.05).map((one) => one.matters);

test('a difference of the least samples beyond the margin matters, one within it does not', () => {
  expect(matters([100, 100, 100], [150, 150, 150])).toEqual(['yes']);
  expect(matters([100, 100, 100], [102, 102, 102])).toEqual(['no']);
  expect(matters([100, 100, 100], [100, 100, 100])).toEqual([]);
});

test('a median that a timer tick moved is no certainty', () => {
  expect(matters([100, 100, 100, 180, 100], [100, 180, 180, 180, 100])).toEqual(['ticks']);
});
