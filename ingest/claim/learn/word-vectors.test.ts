import { expect, test } from 'vitest';
import { meanings } from '../judge/sense.ts';
import { learnWordVectors } from './word-vectors.ts';

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

const likeness = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, x, d) => sum + x * (b[d] ?? 0), 0);

test('words of like neighbours point alike, the same every time', () => {
  const learned = learnWordVectors(sentences);
  expect(learnWordVectors(sentences)).toEqual(learned);
  const of = meanings(learned);
  const vector = (word: string) => [...(of.get(word)?.vector ?? [])];
  expect(likeness(vector('reads'), vector('writes'))).toBeGreaterThan(0.9);
  expect(likeness(vector('cache'), vector('log'))).toBeGreaterThan(0.9);
  expect(likeness(vector('reads'), vector('cache'))).toBeLessThan(0.5);
  expect(of.get('unseen')).toBeUndefined();
});

test('words that are rare, and names that are no words, have none', () => {
  const names = Array.from({ length: 20 }, () => ['the', 'x86_64', 'reads', 'a', 'cache', '.']);
  const learned = learnWordVectors([...sentences, ...names, ['the', 'ghost', 'reads', 'a', 'log']]);
  const words = learned.map(({ word }) => word);
  expect(words).toContain('cache');
  expect(words).not.toContain('x86_64');
  expect(words).not.toContain('ghost');
});

test('nothing in, no words out', () => {
  expect(learnWordVectors([])).toEqual([]);
});
