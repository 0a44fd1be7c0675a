import { expect, test } from 'vitest';
import type { Measurement } from '../../data/schema/run.ts';
import { withCounts } from './counted.ts';

const timed = (conditions: Measurement['conditions'], ...samples: number[]): Measurement => ({
  metric: 'instructions',
  unit: 'instructions',
  conditions,
  samples,
});
const samplesOf = (measurements: readonly Measurement[], metric: string) =>
  measurements.filter((each) => each.metric === metric).map(({ samples }) => samples);

test('windows go to the samples in the order in which the program ran', () => {
  const joined = withCounts(
    [timed({ fs: 'ext4' }, 74, 74), timed({ fs: 'xfs' }, 9)],
    '1 1 1 1\n2 1 2 1\n64 2 0 0\n',
  );
  expect(samplesOf(joined, 'clwb')).toEqual([[1, 2], [0]]);
  expect(samplesOf(joined, 'flushes')).toEqual([[1, 2], [64]]);
  expect(samplesOf(joined, 'sfence')).toEqual([[1, 1], [0]]);
});

test('of two threads that take turns, each gets its own windows', () => {
  const joined = withCounts(
    [timed({ side: 'persist' }, 5, 5), timed({ side: 'mutate' }, 9, 9), timed({ fs: 'xfs' }, 1)],
    '1 0\n10 0\n2 0\n20 0\n3 0\n',
  );
  expect(samplesOf(joined, 'flushes')).toEqual([[1, 2], [10, 20], [3]]);
});

test('another number of windows than of samples is no result', () => {
  expect(() => withCounts([timed({}, 1, 2)], '1 1\n')).toThrow('saw 1 windows');
});
