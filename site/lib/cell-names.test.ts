import { expect, test } from 'vitest';
import { stemOf, togetherName } from './cell-names.ts';

test('a cell is a number of its stem, or stands alone', () => {
  expect(stemOf('log 12')).toEqual({ stem: 'log', number: 12 });
  expect(stemOf('block 21 line 0')).toEqual({ stem: 'block 21 line', number: 0 });
  expect(stemOf('inode')).toEqual({ stem: 'inode', number: null });
});

test('cells of one stem have one name, counted where it would be long', () => {
  expect(togetherName(['log 8'])).toBe('log 8');
  expect(togetherName(['log 12', 'log 8', 'log 13', 'log 14'])).toBe('log 8, 12–14');
  expect(togetherName(['log 1', 'log 3', 'log 5', 'log 7'])).toBe('log 1 … 7 (4 lines)');
});
