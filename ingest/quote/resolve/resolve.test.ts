import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MessageId } from '../../../data/schema/ids.ts';
import type { Quote } from '../../../data/schema/message.ts';
import { Quotable } from '../speak/quotable.ts';
import { resolveQuotes } from './resolve.ts';

const message = (name: string, body: string, ghost = false) =>
  new Quotable(MessageId.parse(`<${name}@x>`), body, undefined, ghost);

const parent = message(
  'p',
  [
    'A file system does not have to guarantee all that, it only has to',
    'guarantee that is the case for a given block after it has a mapping.',
    '',
    "Other operations can be supported by invalidating mappings, and we'd better do so.",
    'Right?',
    '',
  ].join('\n'),
);

/** The words of each quote's origin, white space folded, with its fidelity. */
function origins(body: string, ...ancestors: Quotable[]): string[] {
  const held = ancestors.length > 0 ? ancestors : [parent];
  return resolveQuotes(message('m', body), held).map((quote) => told(quote, held));
}

function told({ origin, fidelity }: Quote, held: readonly Quotable[]): string {
  const of = held.find(({ messageId }) => messageId === origin?.messageId);
  const text = of?.body.slice(origin?.start, origin?.end).replace(/\s+/g, ' ');
  return `${fidelity}: ${text ?? '-'}`;
}

test.each([
  [
    'as it stands',
    '> guarantee that is the case for a given block after it has a mapping.',
    'verbatim: guarantee that is the case for a given block after it has a mapping.',
  ],
  [
    'wrapped anew',
    '> A file system does not\n> have to guarantee all that, it only has to guarantee that is\n> the case',
    'verbatim: A file system does not have to guarantee all that, it only has to guarantee that is the case',
  ],
  ['other white space', '>  guarantee that is\tthe   case', 'verbatim: guarantee that is the case'],
  [
    'a word changed',
    '> guarantee that is the problem for a given block after it has a mapping.',
    'altered: guarantee that is the case for a given block after it has a mapping.',
  ],
  [
    'a word left out',
    '> guarantee that is case for a given block after it has a mapping.',
    'altered: guarantee that is case for a given block'
      .replace('case', 'the case')
      .concat(' after it has a mapping.'),
  ],
  [
    'typographic quotation marks',
    '> operations can be supported by invalidating mappings, and we’d better do so.',
    "verbatim: operations can be supported by invalidating mappings, and we'd better do so.",
  ],
  [
    'a character that a mailer did not know',
    '> operations can be supported by invalidating mappings, and we?d better do so.',
    "verbatim: operations can be supported by invalidating mappings, and we'd better do so.",
  ],
  [
    'an apostrophe dropped',
    '> operations can be supported by invalidating mappings, and wed better do so.',
    "altered: operations can be supported by invalidating mappings, and we'd better do so.",
  ],
  ['a single word on a line', '> Right?', 'verbatim: Right?'],
  ['words that nobody wrote', '> completely different words here', 'unresolved: -'],
  [
    'a few words by chance',
    '> it only happened on one of three machines that I have here',
    'unresolved: -',
  ],
])('%s', (_, body, expected) => {
  expect(origins(body)[0]).toBe(expected);
});

test('a word that a mailer broke is whole again', () => {
  const slash = message('p', 'please see the file /sys/kernel/mm/transparent_hugepage for it\n');
  expect(
    origins('> please see the file /sys/kernel/\n> mm/transparent_hugepage for it', slash),
  ).toEqual(['verbatim: please see the file /sys/kernel/mm/transparent_hugepage for it']);
});

test('the end of a line that lost its marks goes on where the line stopped', () => {
  const grand = message(
    'g',
    'when a watcher intercepts a syscall from a watchee it can inspect it\n',
  );
  expect(
    origins(
      '> > when a watcher\n> intercepts\n> > a syscall from a watchee',
      message('p', 'no\n'),
      grand,
    ),
  ).toEqual([
    'verbatim: when a watcher',
    'verbatim: intercepts',
    'verbatim: a syscall from a watchee',
  ]);
});

test('an elision ends a passage and belongs to none', () => {
  const body = '> guarantee that is the case\n> [...]\n> operations can be supported';
  expect(origins(body)).toEqual([
    'verbatim: guarantee that is the case',
    'verbatim: operations can be supported',
  ]);
});

test('what was trimmed between two passages divides them', () => {
  expect(origins('> A file system does not\n> Other operations can be')).toEqual([
    'verbatim: A file system does not',
    'verbatim: Other operations can be',
  ]);
});

test('the number of marks decides between ancestors that say the same', () => {
  const grand = message('g', 'the same line in both messages\n');
  const near = message('p', 'the same line in both messages\n');
  const found = resolveQuotes(
    message('m', '> > the same line in both messages\n\n> the same line in both messages'),
    [near, grand],
  );
  expect(found.map(({ origin }) => origin?.messageId)).toEqual(['<g@x>', '<p@x>']);
});

test('what only the parent quoted has its origin there', () => {
  const quoting = message('p', '> somebody said this on another list\n\nI agree with him.\n');
  expect(origins('> > somebody said this on another list', quoting)).toEqual([
    'verbatim: somebody said this on another list',
  ]);
});

test('a ghost is an origin without a proof', () => {
  const ghost = message('p', 'these are the words that were quoted\n', true);
  expect(origins('> these are the words that were quoted', ghost)).toEqual([
    'unresolved: these are the words that were quoted',
  ]);
});

const word = fc.string({ unit: fc.constantFrom(...'abcdefghij'), minLength: 3, maxLength: 8 });
const text = fc.uniqueArray(word, { minLength: 12, maxLength: 60 });

/** Breaks words into lines of `width` words. */
const wrapped = (words: readonly string[], width: number, mark: string) =>
  Array.from(
    { length: Math.ceil(words.length / width) },
    (_, i) => `${mark}${words.slice(i * width, (i + 1) * width).join(' ')}`,
  ).join('\n');

test('any part of a text, wrapped anyhow, is found where it stands', () => {
  fc.assert(
    fc.property(
      text,
      fc.nat(50),
      fc.integer({ min: 3, max: 30 }),
      fc.integer({ min: 3, max: 12 }),
      fc.integer({ min: 3, max: 12 }),
      (words, from, length, width, width2) => {
        const origin = message('p', `${wrapped(words, width, '')}\n`);
        const part = words.slice(Math.min(from, words.length - 3)).slice(0, length);
        const quotes = resolveQuotes(message('m', wrapped(part, width2, '> ')), [origin]);
        expect(quotes).toHaveLength(1);
        expect(told(quotes[0] ?? ({} as Quote), [origin])).toBe(`verbatim: ${part.join(' ')}`);
      },
    ),
  );
});

test('offsets hold and text is the slice without marks, for any two bodies', () => {
  const body = fc
    .array(
      fc
        .tuple(
          fc.constantFrom('', '> ', '>> '),
          fc.array(fc.constantFrom('a', 'b', 'c', '?', 'é', '[...]')).map((w) => w.join(' ')),
        )
        .map((it) => it.join('')),
      { maxLength: 12 },
    )
    .map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(body, body, body, (mine, near, far) => {
      const held = [message('p', near), message('g', far)];
      let at = 0;
      for (const quote of resolveQuotes(message('m', mine), held)) {
        expect(quote.start).toBeGreaterThanOrEqual(at);
        at = quote.end;
        const lines = mine.slice(quote.start, quote.end).split('\n');
        expect(lines.map((line) => line.replace(/^>+ ?/, '')).join('\n')).toBe(quote.text);
        const of = held.find(({ messageId }) => messageId === quote.origin?.messageId);
        expect(quote.fidelity === 'unresolved').toBe(quote.origin === null);
        if (quote.fidelity !== 'verbatim' || !of) continue;
        const squeeze = (it: string) => it.replace(/[\s>]+/g, '').replace(/[?é]/g, '');
        expect(squeeze(of.body.slice(quote.origin?.start, quote.origin?.end))).toBe(
          squeeze(quote.text),
        );
      }
    }),
  );
});
