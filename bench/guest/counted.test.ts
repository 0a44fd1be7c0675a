import { expect, test } from 'vitest';
import type { Lost, Measurement } from '../../data/schema/run.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import { withCounts } from './counted.ts';

const timed = (conditions: Measurement['conditions'], ...samples: number[]): Measurement => ({
  metric: 'instructions',
  unit: 'instructions',
  conditions,
  samples,
});
const joinedOf = (
  measurements: readonly Measurement[],
  text: string,
  settings: readonly Conditions[] = measurements.map(
    ({ conditions: { side: _, ...setting } }) => setting,
  ),
  lost: readonly Lost[] = [],
) => withCounts(settings, { measurements, lost }, text);
const samplesOf = (measurements: readonly Measurement[], metric: string) =>
  measurements.filter((each) => each.metric === metric).map(({ samples }) => samples);

test('windows go to the samples in the order in which the program ran', () => {
  const { measurements: joined } = joinedOf(
    [timed({ fs: 'ext4' }, 74, 74), timed({ fs: 'xfs' }, 9)],
    '1 1 1 1\n2 1 2 1\n64 2 0 0\n',
  );
  expect(samplesOf(joined, 'clwb')).toEqual([[1, 2], [0]]);
  expect(samplesOf(joined, 'flushes')).toEqual([[1, 2], [64]]);
  expect(samplesOf(joined, 'sfence')).toEqual([[1, 1], [0]]);
});

test('of two threads that take turns, each gets its own windows', () => {
  const { measurements: joined } = joinedOf(
    [timed({ side: 'persist' }, 5, 5), timed({ side: 'mutate' }, 9, 9), timed({ fs: 'xfs' }, 1)],
    '1 0\n10 0\n2 0\n20 0\n3 0\n',
  );
  expect(samplesOf(joined, 'flushes')).toEqual([[1, 2], [10, 20], [3]]);
});

test('another number of windows than of samples is no result', () => {
  expect(() => joinedOf([timed({}, 1, 2)], '1 1\n')).toThrow('saw 1 windows');
});

test('where a setting failed within its windows, those before it keep their counts and those after it are lost', () => {
  const settings = ['ext4', 'xfs', 'devdax'].map((fs) => ({ fs }));
  const [, failed = {}] = settings;
  const { measurements, lost } = joinedOf(
    [timed({ fs: 'ext4' }, 74, 74), timed({ fs: 'devdax' }, 9)],
    '1 0 1 0\n2 0 2 0\n64 0 0 0\n3 0 3 0\n',
    settings,
    [{ conditions: failed, why: 'msync: Input/output error' }],
  );
  expect(samplesOf(measurements, 'clwb')).toEqual([[1, 2]]);
  expect(lost.map(({ conditions }) => conditions['fs'])).toEqual(['xfs', 'devdax']);
  expect(lost[1]?.why).toContain('cannot be told from those of a setting before it');
});

test('where the kernel died, windows of the setting that it died in are passed over', () => {
  const settings = ['ext4', 'xfs'].map((fs) => ({ fs }));
  const { measurements, lost } = joinedOf([timed({ fs: 'ext4' }, 74)], '1 0\n2 0\n', settings, [
    { conditions: { fs: 'xfs' }, why: 'the kernel died before its end' },
  ]);
  expect(samplesOf(measurements, 'flushes')).toEqual([[1]]);
  expect(lost).toHaveLength(1);
});
