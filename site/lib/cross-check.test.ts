import { expect, test } from 'vitest';
import { crossChecked, otherCalls } from './cross-check.ts';

const counted = (metric: string, interval: string, sample: number) => ({
  metric,
  unit: 'count',
  conditions: { fs: 'ext4', way: 'msync', interval },
  samples: [sample],
});
const run = {
  measurements: [
    ...[counted('system-call-entries', 'fio-twice', 2508)],
    ...[counted('system-call-entries', 'fio-thrice', 2579)],
    ...[counted('flushes', 'ours-twice', 100), counted('flushes', 'ours-thrice', 164)],
    ...[counted('clwb', 'ours-twice', 10), counted('clwb', 'ours-thrice', 14)],
    { metric: 'fio-syncs', unit: 'count', conditions: { fs: 'ext4', way: 'msync' }, samples: [65] },
  ],
};

test('a pass is what thrice has over twice, and the flushes of the kernel those of no program', () => {
  const [only] = crossChecked(run);
  const of = (metric: string) => only?.pairs.find((pair) => pair.metric === metric);
  expect(only?.setting).toEqual({ fs: 'ext4', way: 'msync' });
  expect(of('system-call-entries')?.fio).toBe(71);
  expect(of('clwb')?.ours).toBe(4);
  expect(of('kernel-flushes')?.ours).toBe(60);
});

test('calls that are no syncs are those of opening the file anew', () => {
  const [only] = crossChecked(run);
  expect(only && otherCalls(only)).toBe(6);
});
