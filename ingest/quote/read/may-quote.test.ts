import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markedLines } from './marked-lines.ts';
import { mayQuote } from './may-quote.ts';

const line = fc.constantFrom(
  '',
  'text',
  '\t> a',
  '＞ a',
  '  a',
  'Ann Ash <a@x> wrote:',
  'Von: Ann Ash <a@x>',
  'Gesendet: 12.9.2016 10:00',
  'An: c',
  '> a',
  '   > a',
  '>From here',
  'Linus> a',
  ' JS>> a',
  '| a',
  'A Ash wrote:',
  '-----Original Message-----',
  '-- Forwarded Message --',
  '--',
  '---',
  '________________________________',
  'From: a',
  'Sent: b',
);

test('a body that is passed over has no quoted line', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const body = lines.join('\n');
      const quoted = markedLines(body).depth.some((depth) => depth > 0);
      expect(mayQuote(body) || !quoted).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  '> a',
  '| a',
  'Linus> a',
  '________________\nFrom: a\nb',
  '=====\nFrom: a\nb',
  '~~~~\nFrom: a\nb',
  '-- Forwarded Message --\na',
  'Ann Ash wrote:\na',
  'Gesendet: 12.9.2016 10:00\na',
])('what may begin a quote is not passed over: %j', (body) => {
  expect(mayQuote(`Text.\n\n${body}`)).toBe(true);
  expect(mayQuote('Text.\n\nMore of it, and Names, and a_b ** c; nobody says whose.')).toBe(false);
});

test('a patch with comparisons and arrows is passed over', () => {
  expect(mayQuote('a->b > c\n---\n file.c | 2 +-\n\n-\tif (a > b)\n+\tx->y\n')).toBe(false);
});
