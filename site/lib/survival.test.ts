import { expect, test } from 'vitest';
import { noOutcomes } from './fixture/no-outcomes.ts';
import { afterwards, stateWords } from './survival.ts';

const sequence = {
  operations: ['create B', 'rename B to A'],
  prefixes: ['A:1:o8', 'A:1:o8 B:1:n8', 'A:1:n8'],
  crashPoints: 1,
  images: 1,
  complete: true,
  outcomes: { ...noOutcomes, mounted: 1 },
  found: [
    { state: 'A:1:o8', prefix: 0, after: [0, 1, 2] },
    { state: 'A:1:-', prefix: null, after: [3] },
    { state: 'A:1:n8', prefix: 2, after: [4] },
    { state: 'A:1:08', prefix: null, after: [1] },
  ],
  broken: [],
};

test.each([
  ['A:1:n8', 'new'],
  ['A:1:o8', 'old'],
  ['A:1:o8 B:1:n8', 'after create B'],
  ['A:1:-', 'A is empty'],
  ['A:1:08', 'A is zeros'],
  ['nothing', 'A is missing'],
  ['A:1:n8 B:1:n8', 'B is new'],
  ['A:1:n4o4', 'A is 2 KiB of new, then 2 KiB of old'],
  ['A:1:o808', 'A is 4 KiB of old, then 4 KiB of zeros'],
  ['A:1:n16', 'A is new'],
  ['A:1:?', 'A is ?'],
])('%s is %s', (state, words) => {
  expect(stateWords(sequence, state)).toBe(words);
});

test('only what a crash leaves after the last operation counts', () => {
  expect(afterwards(sequence)).toEqual(['new', 'old', 'A is empty']);
});
