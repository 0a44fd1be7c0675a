import { expect, test } from 'vitest';
import { measured, metrics, run } from '../fixture/planted.ts';
import { isExact } from './exact.ts';

test('a deterministic metric is exact, but not where its counts are noisy', () => {
  const row = { run: run({ measurements: [measured('flushes', {}, [1])] }), conditions: {} };
  expect(isExact(metrics.get('flushes'), row)).toBe(true);
  expect(isExact(metrics.get('flushes'), { ...row, conditions: { counts: 'noisy' } })).toBe(false);
  expect(isExact(undefined, row)).toBe(false);
});
