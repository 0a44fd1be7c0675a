import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Spoken } from '../../data/schema/message.ts';
import { around, type Block, blocks, runsOf } from './mail.ts';

/** A map of whole lines by their marks. */
function spoken(body: string): Spoken[] {
  const found: Spoken[] = [];
  let start = 0;
  for (const line of body.split('\n')) {
    const depth = /^[> ]*/.exec(line)?.[0].replaceAll(' ', '').length ?? 0;
    const end = start + line.length;
    if (depth > 0) found.push({ start, end, depth, heading: false, by: 'marks' });
    start = end + 1;
  }
  return found;
}

test('own text and quotes alternate, and a blank line inside a quote stays in it', () => {
  const body = 'hello\n\n> a\n\n> b\n>> deeper\nafter\n';
  expect(blocks(body, spoken(body), [], []).map(outline)).toEqual([
    'hello',
    ['> a', '> b', ['>> deeper']],
    'after',
  ]);
});

test('a statement is marked where it stands, also over a line break', () => {
  const body = 'one two\nthree four\n';
  const [block] = blocks(body, [], [], [{ id: 'c', start: 4, end: 13 }]);
  expect(block?.kind === 'own' && block.runs.map((run) => [run.text, run.covers])).toEqual([
    ['one ', []],
    ['two\nthree', ['c']],
    [' four\n', []],
  ]);
});

test('of statements that overlap or nest each has words of its own and a place where it opens', () => {
  const marked = [
    { id: 'long', start: 0, end: 9 },
    { id: 'within', start: 3, end: 6 },
    { id: 'across', start: 5, end: 12 },
    { id: 'short', start: 0, end: 2 },
  ];
  const runs = runsOf('abcdefghijkl', 0, 12, marked);
  expect(runs.map(({ text, covers }) => `${text} ${covers[0]}`)).toEqual([
    'ab short',
    'c long',
    'de within',
    'f across',
    'ghi across',
    'jkl across',
  ]);
  expect(runs.flatMap(({ opens }) => opens).toSorted()).toEqual([
    'across',
    'long',
    'short',
    'within',
  ]);
});

test('a footer is folded, unless a statement stands in it', () => {
  const body = 'text\n\n-- \nAda says so\n';
  const kinds = (marked: Parameters<typeof blocks>[3]) =>
    blocks(body, [], [], marked).map((block) => block.kind);
  expect(kinds([])).toEqual(['own', 'footer']);
  expect(kinds([{ id: 'c', start: 10, end: 14 }])).toEqual(['own', 'own']);
});

test('no character of a body is lost but white space between blocks, whatever it holds', () => {
  const line = fc.constantFrom(
    '',
    'text',
    '--',
    'mailing list',
    '> q',
    '>> r',
    '> > s',
    ' > t',
    '>',
    '\u202e<b>',
  );
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const body = lines.join('\n');
      expect(textOf(blocks(body, spoken(body), [], [])).replaceAll(/\s/g, '')).toBe(
        body.replaceAll(/\s/g, ''),
      );
    }),
  );
});

test('runs join up to the text again and cover exactly the statements', () => {
  const span = fc
    .tuple(fc.nat(30), fc.nat(30))
    .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) + 1 }));
  fc.assert(
    fc.property(
      fc.string({ minLength: 40, maxLength: 40 }),
      fc.array(span, { maxLength: 4 }),
      (body, spans) => {
        const marked = spans.map((one, index) => ({ ...one, id: String(index) }));
        const runs = runsOf(body, 0, body.length, marked);
        expect(runs.map((run) => run.text).join('')).toBe(body);
        for (const one of marked) {
          const covered = runs.filter((run) => run.covers.includes(one.id)).map((run) => run.text);
          expect(covered.join('')).toBe(body.slice(one.start, one.end));
        }
      },
    ),
  );
});

test('context is whole lines', () => {
  const body = 'a\nb\nc\nd\ne\n';
  expect(around(body, 4, 5, 1)).toEqual([2, 8]);
  expect(around(body, 0, 1, 3)).toEqual([0, 8]);
});

function outline(block: Block): unknown {
  return block.kind !== 'quote'
    ? block.runs
        .map((run) => run.text)
        .join('')
        .trim()
    : block.blocks.map(outline);
}

function textOf(all: readonly Block[]): string {
  return all
    .map((block) =>
      block.kind !== 'quote' ? block.runs.map((run) => run.text).join('') : textOf(block.blocks),
    )
    .join('');
}

test('the lines around a passage are whole, blank ones too, and as many as there are', () => {
  const body = 'one\n\nthree\nfour\n\nsix\n';
  const at = body.indexOf('four');
  const of = (lines: number) => body.slice(...around(body, at + 1, at + 2, lines)).trimEnd();
  expect([0, 1, 2, 3, 9].map(of)).toEqual([
    'four',
    'three\nfour',
    '\nthree\nfour\n\nsix',
    body.trimEnd(),
    body.trimEnd(),
  ]);
});

test('a blank line between a quote and own words belongs to the words', () => {
  const body = '> a\n\nmine\n\n> b\n';
  const texts = blocks(body, spoken(body), [], []).map((block) => textOf([block]));
  expect(texts).toEqual(['> a\n', 'mine\n\n', '> b\n']);
});
