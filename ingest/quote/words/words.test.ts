import { expect, test } from 'vitest';
import { splitLines } from '../read/lines.ts';
import { type Words, wordsOf } from './words.ts';

const read = (body: string): Words => wordsOf(body, splitLines(body), () => true);
const texts = (body: string) => {
  const { count, start, end } = read(body);
  return Array.from({ length: count }, (_, i) => body.slice(start[i], end[i]));
};
const loose = (word: string) => [...read(word).loose];

test('white space ends a word, whatever its script', () => {
  for (const space of [
    ' ',
    '\t',
    '\u00a0',
    '\u2003',
    '\u200b',
    '\u202f',
    '\u205f',
    '\u3000',
    '\ufeff',
  ])
    expect(texts(`one${space}two`)).toEqual(['one', 'two']);
});

test.each([
  ['Thai', 'กข'],
  ['Lao', 'ກຂ'],
  ['Burmese', 'ကခ'],
  ['Khmer', 'កខ'],
  ['Han', '漢字'],
  ['compatible Han', '豈更'],
  ['Han beyond 16 bits', '𠀀𠀁'],
  ['Kana', 'かナ'],
  ['narrow Kana', 'ｱｲ'],
])('in %s each character is a word, beside another word too', (_, two) => {
  const [first, second] = two;
  expect(texts(two)).toEqual([first, second]);
  expect(texts(`at${two}x`)).toEqual(['at', first, second, 'x']);
});

test.each([
  ['Hangul', '한글'],
  ['jamo of Hangul', 'ㅏㅑ'],
  ['Greek', 'λόγος'],
  ['an emoji', '🙂🙂'],
])('in %s words are apart by spaces', (_, word) => {
  expect(texts(`${word} ${word}`)).toEqual([word, word]);
});

test('a word is loosely the same with marks of other mailers, and however its accents are written', () => {
  for (const mark of ['"', "'", '`', '?', '\u2019', '\u00e2\u0080'])
    for (const [written, plain] of [
      [`don${mark}t`, 'dont'],
      [`caf\u00e9${mark}s`, 'caf\u00e9s'],
      [`cafe\u0301${mark}s`, 'caf\u00e9s'],
    ] as const) {
      expect(loose(written), written).toEqual(loose(plain));
    }
  expect(loose('dont')).not.toEqual(loose('don_t'));
});

test('a word without a letter of ASCII is loosely itself alone', () => {
  expect(loose('λόγος')).toEqual(loose('λόγος'.normalize('NFD')));
  expect(loose('λόγος')).not.toEqual(loose('λόγου'));
  expect(loose('"')).not.toEqual(loose("'"));
});

test('a body of more words than the columns have room for keeps all of them', () => {
  const words = Array.from({ length: 40_000 }, (_, i) => `w${i}`);
  expect(texts(words.join(' '))).toEqual(words);
});
