import fc from 'fast-check';
import { expect, test } from 'vitest';
import { statements } from './statement.ts';

const texts = (body: string) => statements(body).map(({ text }) => text.replace(/\s+/g, ' '));

test('splits wrapped prose, abbreviations, calls, versions, footnotes and emoticons', () => {
  expect(
    texts(`We tested this, e.g. on v4.8.1, and i.e. it calls do_it(). It
works as in [1]. Dr. Noyce agrees (as far as I know. He said so.) and
so do I :) What now? See foo.c vs. bar.c, etc. Next one... or not. "Why?"
`),
  ).toEqual([
    'We tested this, e.g. on v4.8.1, and i.e. it calls do_it().',
    'It works as in [1].',
    'Dr. Noyce agrees (as far as I know. He said so.) and so do I :)',
    'What now?',
    'See foo.c vs. bar.c, etc.',
    'Next one... or not.',
    '"Why?"',
  ]);
});

test('takes own words only: no quote, attribution, signature, footer, trailer, diff, code or greeting', () => {
  expect(
    texts(`Hi Ada,

On Mon, Jan 01, 2018 at 10:00:00AM +0000, Ada Lovelace
<ada@example.org> wrote:
> Quoted words.
>> Deeper words.

My answer to them.

[...]

    if (x > 3)
            return foo(x);

diff --git a/x.c b/x.c
index 123..456 100644
--- a/x.c
+++ b/x.c
@@ -1,2 +1,2 @@ int main(void)
-old prose-like line.
+new prose-like line.
 context line here.
After the patch I say this.

[   12.345678] BUG: unable to handle it
Signed-off-by: Ada Lovelace <ada@example.org>
[1] https://example.org/x
Thanks,
Ada
--\u0020
Ada Lovelace, Analyst.
_______________________________________________
A list of things
`),
  ).toEqual(['My answer to them.', 'After the patch I say this.']);
});

test('a point behind a sign ends no sentence, one that stands apart does', () => {
  expect(texts('The key is named A+. The others are not . That is all of it.')).toEqual([
    'The key is named A+. The others are not .',
    'That is all of it.',
  ]);
});

test('a tag or link that wrapping put on a line of its own stays in its sentence', () => {
  expect(
    texts(`It would help to say exactly how the Link: or
Change-Id: tags are to be used, before we
have a rule. I suggest putting a link to the page at
https://example.org/reports
as a help to others. So it is done.
Link: https://example.org/x
`),
  ).toEqual([
    'It would help to say exactly how the Link: or Change-Id: tags are to be used, before we have a rule.',
    'I suggest putting a link to the page at https://example.org/reports as a help to others.',
    'So it is done.',
  ]);
});

test('keeps list items apart, with the words that introduce them, and answers to inline quotes', () => {
  const found = statements(`These are the conditions:

- the file is allocated
  and written
- nobody moves it

> first
One.
> second
Two. Three.
`);
  expect(
    found.map(({ text, listItem, lead, sinceQuote, answers }) => [
      text.replace(/\s+/g, ' '),
      listItem,
      lead,
      sinceQuote,
      answers?.text ?? null,
    ]),
  ).toEqual([
    ['These are the conditions:', false, null, 0, null],
    ['the file is allocated and written', true, 'These are the conditions:', 1, null],
    ['nobody moves it', true, 'These are the conditions:', 2, null],
    ['One.', false, null, 0, 'first'],
    ['Two.', false, null, 0, 'second'],
    ['Three.', false, null, 1, 'second'],
  ]);
});

const line = fc.oneof(
  fc.constantFrom(
    '> quoted words.',
    '',
    '--',
    '- item',
    '1. item',
    '@@ -1,3 +1,3 @@',
    'diff --git a/x b/x',
    'On Monday, A wrote:',
    '    code(x);',
    'Thanks,',
    '...',
    '(a. b',
    'e.g.',
    '\u{1f600} Yes. No!',
    '[1]',
    ':)',
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

test('every statement is a trimmed slice of own lines, in order, without overlap, for any body', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      const body = lines.join('\n');
      let last = 0;
      for (const { start, end, text } of statements(body)) {
        expect([
          body.slice(start, end),
          start >= last,
          start < end,
          text.trim().length > 0,
        ]).toEqual([text, true, true, true]);
        expect(text.split('\n').some((l) => l.startsWith('>'))).toBe(false);
        last = end;
      }
    }),
  );
});

test('a line on an attachment is no statement', () => {
  const body = 'The patch is attached.\n[-- attachment: fix.png, image/png, 8 bytes --]\n';
  expect(statements(body).map(({ text }) => text)).toEqual(['The patch is attached.']);
});

test("a rule of underscores or hyphens above prose is its author's, and what follows is read", () => {
  expect(
    texts(`The first half is about locks.

______________________________

The second half is about the order of flushes, which nobody measured.

--
The last part was written a day later and should be read too.
`),
  ).toEqual([
    'The first half is about locks.',
    'The second half is about the order of flushes, which nobody measured.',
    'The last part was written a day later and should be read too.',
  ]);
  expect(
    texts(`The order is wrong.

_______________________________________________
Fsdev mailing list
Fsdev@lists.example.org
http://lists.example.org/listinfo/fsdev
`),
  ).toEqual(['The order is wrong.']);
  expect(texts('The order is wrong.\n\n--\nAda Author, Example Inc.\n')).toEqual([
    'The order is wrong.',
  ]);
});
