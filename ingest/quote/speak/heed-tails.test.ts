import { expect, test } from 'vitest';
import { MessageId } from '../../../data/schema/ids.ts';
import { Quotable } from './quotable.ts';
import { spokenIn } from './spoken.ts';

const olga = { name: 'Olga Origin', address: 'olga@example.org' };
const rolf = { name: 'Rolf Reply', address: 'rolf@example.org' };
const said = 'The copy must be flushed before the reader may look at the new root.';
const begun = '> The copy must be flushed before the reader may look at';

/** What an answer quotes, line by line. */
function quoted(body: string, origin = said): string[] {
  const answer = new Quotable(MessageId.parse('<r@x>'), body, rolf);
  answer.heed([new Quotable(MessageId.parse('<o@x>'), `${origin}\n`, olga)]);
  return spokenIn(answer).flatMap(({ start, end }) => body.slice(start, end).split('\n'));
}

test('the end of a quoted line that a mailer broke off is quoted, before a blank line, more of the quote and at the end', () => {
  for (const next of ['', '\nI disagree.\n', '> Then it waits.\n\nI disagree.\n']) {
    expect(quoted(`${begun}\nthe new root.\n${next}`)).toContain('the new root.');
  }
});

test('an end is quoted however long it is', () => {
  const end =
    'the new root, since whoever follows it earlier may see no more than half of what it is to name.';
  const origin = `The copy must be flushed before the reader may look at ${end}`;
  expect(quoted(`${begun}\n${end}\n\nI disagree.\n`, origin)).toContain(end);
});

test('words right above an answer are its own, and so are words that go on otherwise or after a short line', () => {
  for (const end of ['', '\n', '\nIt is right.\n']) {
    const body = `${begun}\nthe new root.\nI disagree with all of it.${end}`;
    expect(quoted(body)).not.toContain('the new root.');
  }
  expect(quoted(`${begun}\nthe old root.\n\nI disagree.\n`)).not.toContain('the old root.');
  expect(quoted('> may look at\nthe new root.\n\nI disagree.\n')).not.toContain('the new root.');
});
