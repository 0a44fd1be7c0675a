import { expect, test } from 'vitest';
import { crossover, timesOfFlush, type Way } from './picker.ts';

const way = (name: string, flushes: boolean, ...costs: number[]): Way => ({
  name,
  flushes,
  byValue: new Map(costs.map((cost, index) => [String(2 ** index), cost] as const)),
});
const values = ['1', '2', '4', '8'];

test.each([
  [
    'where they meet for good',
    [way('clwb', true, 1, 5, 9, 17), way('fsync', false, 8, 8, 8, 8)],
    '4',
  ],
  ['nowhere', [way('clwb', true, 1, 2, 3, 4), way('fsync', false, 8, 8, 8, 8)], null],
  ['from the first on', [way('clwb', true, 9, 9, 9, 9), way('fsync', false, 8, 8, 8, 8)], '1'],
  ['past a dip', [way('clwb', true, 9, 1, 9, 9), way('fsync', false, 8, 8, 8, 8)], '4'],
  [
    'by the cheapest of each kind',
    [way('clwb', true, 9, 9, 9, 9), way('nt', true, 1, 1, 1, 9), way('msync', false, 5, 5, 5, 5)],
    '8',
  ],
])('a system call gets cheaper %s', (_, ways, expected) => {
  expect(crossover({ values, ways })).toBe(expected);
});

test('a column tells how many times the flush a call takes, and nothing where one is missing', () => {
  const ways = [way('clwb', true, 2), way('nt', true, 4), way('msync', false, 300, 9)];
  expect(timesOfFlush({ ways }, '1')).toBe(150);
  expect(timesOfFlush({ ways }, '2')).toBeNull();
});
