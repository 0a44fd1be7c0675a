import { expect, test } from 'vitest';
import { MessageId } from '../../../data/schema/ids.ts';
import { Quotable } from './quotable.ts';
import { spokenIn } from './spoken.ts';

const olga = { name: 'Olga Origin', address: 'olga@example.org' };
const rolf = { name: 'Rolf Reply', address: 'rolf@example.org' };
const footer =
  '_______________________________________________\nThe list for people who write to logs: how to leave it is said here';
const said = `The copy must be flushed before the reader may look at the new root.
A fence alone does not order the flushes of another thread.`;
const origin = () =>
  new Quotable(
    MessageId.parse('<o@x>'),
    `${said}\n\n-- \nOlga, who keeps lists of lists of lists of lists\n${footer}\n`,
    olga,
  );

/** What Rolf's answer to Olga quotes, as far as words tell. */
function quoted(body: string): string[] {
  const answer = new Quotable(MessageId.parse('<r@x>'), body, rolf);
  answer.heed([origin()]);
  return spokenIn(answer)
    .filter(({ heading }) => !heading)
    .map(({ start, end }) => body.slice(start, end));
}

const marked = (mark: string) => said.replaceAll(/^/gm, mark);

test.each(['', '~ ', '- ', '+ ', '• ', '— ', '* ', ':: '])(
  'words of another author behind "%s"',
  (mark) => {
    expect(quoted(`I disagree, hardware is faster than that.\n\n${marked(mark)}\n`)).toEqual([
      marked(mark),
    ]);
  },
);

test('of words in a row, eight are a quote; fewer may be a phrase that two people use', () => {
  const words = said.split(' ');
  for (const [count, isQuoted] of [
    [8, true],
    [7, false],
  ] as const) {
    const line = words.slice(0, count).join(' ');
    expect(quoted(`I disagree.\n\n${line}\n\nIt is slow.\n`)).toEqual(isQuoted ? [line] : []);
  }
});

test('words of the parent are one deep, those of its parent two', () => {
  const parent = new Quotable(MessageId.parse('<p@x>'), 'I see no need of it at all.\n', {
    name: 'Paul',
    address: 'p@example.org',
  });
  const line = said.split('\n')[0] ?? '';
  const depthOf = (ancestors: readonly Quotable[]) => {
    const answer = new Quotable(MessageId.parse('<r@x>'), `I disagree.\n\n${line}\n`, rolf);
    answer.heed(ancestors);
    return spokenIn(answer).map(({ depth }) => depth);
  };
  expect(depthOf([origin()])).toEqual([1]);
  expect(depthOf([parent, origin()])).toEqual([2]);
});

test('below a signature too', () => {
  expect(quoted(`I disagree.\n-- \nRolf\n\n${said}\n`)).toEqual([said]);
});

test('a footer that both messages bear is no quote', () => {
  expect(quoted(`I disagree.\n-- \nRolf\n${footer}\n`)).toEqual([]);
});

test('nor is one below words that are a quote', () => {
  const last = said.split('\n').at(-1) ?? '';
  const parent = new Quotable(MessageId.parse('<o@x>'), `${said}\n${footer}\n`, olga);
  const body = `I disagree.\n\n${last}\n${footer}\n`;
  const answer = new Quotable(MessageId.parse('<r@x>'), body, rolf);
  answer.heed([parent]);
  expect(spokenIn(answer).map(({ start, end }) => body.slice(start, end))).toEqual([last]);
});

test('a footer that goes with what is quoted below a signature is part of the quote', () => {
  const { body } = origin();
  expect(quoted(`I disagree.\n-- \nRolf\n\n${body}`).join('\n')).toContain('keeps lists of lists');
});

test('a list of the author with a few words of another is none', () => {
  expect(
    quoted('- the new root is what the reader may look at here\n- another thread may flush\n'),
  ).toEqual([]);
});

test('two mails that bring the same file quote nothing of each other', () => {
  const file =
    '[-- attachment: one of the files we sent you in May.pdf, application/pdf, 71234 bytes --]\n';
  const answer = new Quotable(MessageId.parse('<r@x>'), `Buy this.\n${file}`, rolf);
  answer.heed([new Quotable(MessageId.parse('<o@x>'), `Hello.\n${file}`, olga)]);
  expect(spokenIn(answer)).toEqual([]);
});
