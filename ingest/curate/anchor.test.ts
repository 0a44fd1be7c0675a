import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quoteHash } from '../../data/schema/hash.ts';
import { anchorIn } from './anchor.ts';
import { foldWithMap } from './folded.ts';

const body =
  'Hello.\n\nThe log is asynchronous, and\nso nothing is lost before\nit is forced. Then all is well.\n';
const quote = 'nothing is lost before\nit is forced';
const start = body.indexOf(quote);
const claim = { position: { start, end: start + quote.length }, hash: quoteHash(quote) };

test('finds a quote at its position, and only where the hash agrees', () => {
  expect(anchorIn(body, claim)).toEqual({ ...claim.position, how: 'position' });
  expect(anchorIn(body.replace('lost', 'gone'), claim)).toBeNull();
});

test('finds it again in a copy that was re-wrapped and shifted, by hash alone or by its words', () => {
  const copy = `On some day somebody sent:\n\n${body.replace(/\n/g, ' \n  ')}`;
  const found = anchorIn(copy, claim);
  expect(found?.how).toBe('search');
  expect(quoteHash(copy.slice(found?.start, found?.end))).toBe(claim.hash);
  const seeded = {
    ...claim,
    quote: { exact: quote, prefix: 'nchronous, and\nso ', suffix: '. Then' },
  };
  expect(anchorIn(copy, seeded)).toEqual({ start: found?.start, end: found?.end, how: 'quote' });
});

test('finds a whole statement that moved', () => {
  const statement = 'Then all is well.';
  const moved = { position: { start: 0, end: statement.length }, hash: quoteHash(statement) };
  expect(anchorIn(body, moved)?.how).toBe('statement');
});

test('folding keeps the words and maps every character to its own place', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'Z', ' ', '\n', '\t', '\u00a0', '\u3000', '.') }),
      (text) => {
        const { text: folded, map } = foldWithMap(text);
        expect(folded).toBe(text.replace(/\s+/gu, ' ').trim());
        const back = [...folded].map((c, i) => (c === ' ' ? c : text[map[i] ?? -1])).join('');
        expect(back).toBe(folded);
      },
    ),
  );
});
