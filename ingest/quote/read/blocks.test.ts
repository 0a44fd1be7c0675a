import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quoteBlocks } from './blocks.ts';

/** Depth, attributed name and first words of each block. */
function outline(body: string): string[] {
  return quoteBlocks(body).map(
    ({ depth, attribution, start, end }) =>
      `${depth} ${attribution ? attribution.name || attribution.address : '-'} ${body.slice(start, end).split('\n').join('/')}`,
  );
}

test('an attribution holds until another takes over, across answers', () => {
  const body = [
    'On Mon, 12 Sep 2016 10:00:00 +0000, Ann Ash wrote:',
    '> On Sun, 11 Sep 2016 10:00:00 +0000, Bob Birch wrote:',
    '> > first',
    '> ',
    '> second',
    '',
    'my answer',
    '',
    '> third',
    '> > fourth',
  ].join('\n');
  expect(outline(body)).toEqual([
    '1 Ann Ash > On Sun, 11 Sep 2016 10:00:00 +0000, Bob Birch wrote:',
    '2 Bob Birch > > first',
    '1 Ann Ash > second',
    '1 Ann Ash > third',
    '2 Bob Birch > > fourth',
  ]);
});

test.each([
  ['marks without spaces', 'A B wrote:\n>one\n>>two', ['1 A B >one', '2 - >>two']],
  ['marks with spaces before', 'A B wrote:\n > one\n > > two', ['1 A B  > one', '2 -  > > two']],
  ['three spaces between marks', '>   > one', ['2 - >   > one']],
  ['more between marks are text', '>    > one', ['1 - >    > one']],
  ['a bar behind a mark', 'A B wrote:\n>| one', ['2 - >| one']],
  ['bars below an attribution', 'A B wrote:\n| one\n| two', ['1 A B | one/| two']],
  ['a table is no quote', 'See:\n\n| a | b |\n| c | d |', []],
  ['a name as mark', 'Linus> one\nLinus> two', ['1 - Linus> one/Linus> two']],
  ['one line with a name is a formula', 'Size> one\ntext', []],
  [
    'an attribution over two lines',
    'On Mon, 12 Sep 2016 00:51:28 -0700\nC H <c@x> wrote:\n> a',
    ['1 C H > a'],
  ],
  [
    'over three lines',
    'On Mon, 12 Sep 2016\n00:51:28 -0700 C H\n<c@x> wrote:\n\n> a',
    ['1 C H > a'],
  ],
  ['an escaped From line is no quote', 'text\n>From here on\ntext', []],
  ['From inside a quote is one', '>one\n>From here\n', ['1 - >one/>From here']],
  ['deep indentation is no quote', '     > x', []],
  [
    'header lines above',
    'From: A B <a@x>\nDate: Mon, 12 Sep 2016 10:00:00 +0000\n\n> a',
    ['1 A B > a'],
  ],
  [
    'a list of links is no header block',
    'v3: https://example.org/r/20190506.1203-1-a@x\nv2: https://example.org/r/20190401.1000-1-a@x\nv1: https://example.org/r/20190301.0900-1-a@x\n\nOur words.',
    [],
  ],
  ['text above that names nobody', 'The code is:\n> a', ['1 - > a']],
])('%s', (_, body, expected) => {
  expect(outline(body)).toEqual(expected);
});

test('Outlook quotes all that follows its rule and header lines', () => {
  const body = [
    'I agree.',
    '',
    '-----Original Message-----',
    'From: Ann Ash [mailto:ann@example.org]',
    'Sent: Monday, September 12, 2016 10:00 AM',
    'Subject: x',
    '',
    'one',
    '> two',
    '_______________________________________________',
    'a mailing list',
  ].join('\n');
  expect(outline(body)).toEqual(['1 Ann Ash one', '2 - > two']);
});

test('a marked Outlook heading speaks of the quote that it stands in, and is no part of it', () => {
  const body = '> -----Original Message-----\n> From: Ann Ash\n>\n> one\n> > two';
  expect(outline(body)).toEqual(['1 Ann Ash > one', '2 - > > two']);
});

test('blocks lie in order, inside the body, on whole lines, each with a mark', () => {
  const line = fc.tuple(
    fc.constantFrom('', '> ', '>', '> > ', '>>> ', ' > '),
    fc.constantFrom(
      '',
      'text',
      'On Mon, 12 Sep 2016 10:00:00 +0000, A B wrote:',
      'Linus> x',
      '-----Original Message-----',
      'From: a',
    ),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      const body = lines.map((parts) => parts.join('')).join('\n');
      let at = 0;
      for (const { start, end, depth } of quoteBlocks(body)) {
        expect(start).toBeGreaterThanOrEqual(at);
        expect(end).toBeGreaterThan(start);
        expect(start === 0 || body[start - 1] === '\n').toBe(true);
        expect(end === body.length || body[end] === '\n').toBe(true);
        expect(depth).toBeGreaterThan(0);
        at = end;
      }
      expect(at).toBeLessThanOrEqual(body.length);
    }),
  );
});

test('a line of 200,000 marks is one quote', () => {
  expect(quoteBlocks(`${'>'.repeat(200_000)} x`)).toMatchObject([{ depth: 200_000, start: 0 }]);
});

test('`>From ` is what an mbox writer made of a line of the author, at the top of a body too', () => {
  expect(outline('>From here on it works.\nAs it did.')).toEqual([]);
  expect(outline('It works.\n>From here on.\nAs it did.')).toEqual([]);
  expect(outline('> It works\n>From here on.')).toHaveLength(1);
});

test('three header fields above what was answered stand apart: right below prose they are prose, four are not', () => {
  const below = (more: string) =>
    `From: Ann Ash <a@example.org>\nSent: Monday, September 12, 2016 8:04 PM\n${more}Subject: x\n\nHer words.`;
  expect(outline(`My words.\n\n${below('')}`)).toHaveLength(1);
  expect(outline(`My words:\n${below('')}`)).toHaveLength(1);
  expect(outline(`My words\n${below('')}`)).toEqual([]);
  expect(outline(`My words\n${below('To: Bob\n')}`)).toHaveLength(1);
});
