import { expect, test } from 'vitest';
import { splitLines } from '../read/lines.ts';
import { shortLineLength, WordIndex } from './word-index.ts';
import { wordsOf } from './words.ts';

const read = (body: string) => wordsOf(body, splitLines(body), () => true);

test('lines of one or two words are told by their first word, wherever they stand', () => {
  const lengths = (body: string) => {
    const words = read(body);
    return Array.from({ length: words.count }, (_, at) => shortLineLength(words, at));
  };
  expect(lengths('one')).toEqual([1]);
  expect(lengths('one two')).toEqual([2, 0]);
  expect(lengths('one two three')).toEqual([0, 0, 0]);
  expect(lengths('a b c\none\n\none two\na b c\none two')).toEqual([
    0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 0,
  ]);
});

test('a line of one or two words is found where a line has just these, and a phrase of three anywhere', () => {
  const words = read('yes\nno way\nno way at all\nno idea\nno way\nyes');
  const index = new WordIndex(words);
  const placesOf = (body: string, length: number) => index.shortLines(read(body), 0, length);
  expect(placesOf('yes', 1)).toEqual([0, 11]);
  expect(placesOf('no way', 2)).toEqual([1, 9]);
  expect(placesOf('no idea', 2)).toEqual([7]);
  expect(placesOf('no', 1)).toEqual([]);
  expect(index.places(read('way at all'), 0)).toEqual([4]);
  expect(index.has(read('at all now'), 0)).toBe(false);
});
