import fc from 'fast-check';
import { expect, test } from 'vitest';
import { near } from './near.ts';

test('one letter is forgiven wherever it is, two are not', () => {
  const vocabulary = ['fsync', 'durable', 'mapping'];
  for (const typo of ['fsnyc', 'fsinc', 'fsyn', 'fsyncc', 'sync', 'xsync']) {
    expect([typo, near(typo, vocabulary)]).toEqual([typo, ['fsync']]);
  }
  expect(near('syncs', vocabulary)).toEqual([]);
  expect(near('dur', vocabulary)).toEqual([]);
  expect(near('durable', vocabulary)).toEqual([]);
});

test('being one letter apart goes both ways', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 4, maxLength: 7 });
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(near(a, [b]).length).toBe(near(b, [a]).length);
    }),
  );
});

test('every single deletion, swap and change is found', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 5, maxLength: 9 });
  fc.assert(
    fc.property(word, fc.nat(8), (right, place) => {
      const at = place % right.length;
      const changed = `${right.slice(0, at)}z${right.slice(at + 1)}`;
      const shorter = right.slice(0, at) + right.slice(at + 1);
      for (const typo of [changed, shorter]) expect(near(typo, [right])).toEqual([right]);
    }),
  );
});
