import { expect, test } from 'vitest';
import { classLookup, learnWordClasses } from './word-classes.ts';

/** Verbs and nouns of a toy language: every verb stands between `the NOUN` and `a NOUN`. */
const nouns = ['cache', 'log', 'queue', 'page', 'file', 'block'];
const verbs = ['reads', 'writes', 'flushes', 'drops', 'takes'];
const sentences = nouns.flatMap((n) =>
  verbs.flatMap((v) =>
    nouns.flatMap((m) => [
      ['the', n, v, 'a', m, '.'],
      ['a', n, v, 'the', m, '.'],
    ]),
  ),
);

test('puts words of like neighbours into one class, the same every time', () => {
  const learned = learnWordClasses(sentences);
  expect(learnWordClasses(sentences)).toEqual(learned);
  const classes = classLookup(learned);
  expect(new Set(verbs.map((verb) => classes.get(verb))).size).toBe(1);
  expect(classes.get('reads')).not.toBe(classes.get('cache'));
  expect(classes.get('unseen')).toBeUndefined();
});

test('nothing in, no words out', () => {
  expect(learnWordClasses([]).classes.flat()).toEqual([]);
});
