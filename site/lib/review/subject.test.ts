import { expect, test } from 'vitest';
import type { Thread } from '../../../data/schema/message.ts';
import type { Statement } from './statements.ts';
import { subjectOf } from './subject.ts';

const messages = ['one', 'two', 'three', 'four'].map((messageId) => ({ messageId, ghost: false }));
const thread = { messages } as unknown as Thread;
const says = (messageId: string, kind: string, text: string) =>
  ({
    claim: { kind, text, start: 0 },
    message: { messageId, subject: '[RFC 0/3] Cut pinned pages, see https://example.org/' },
  }) as unknown as Statement;

const told = (...ranked: Statement[]) => {
  const subject = subjectOf(thread, ranked);
  return subject && [subject.asked, subject.statement.claim.text];
};

test('a question that the first message asks comes before what it says', () => {
  expect(
    told(
      says('two', 'issue', 'And now?'),
      says('one', 'position', 'We should.'),
      says('one', 'issue', 'Should we?'),
    ),
  ).toEqual([true, 'Should we?']);
});

test('a sentence of the first message that ends in the mark is a question whatever kind it was taken for', () => {
  expect(
    told(
      says('one', 'evidence', 'It loses files.'),
      says('two', 'position', 'Should they?'),
      says('one', 'position', 'Should rename flush the log?'),
    ),
  ).toEqual([true, 'Should rename flush the log?']);
});

test('neither an item of a list nor a question that points back is what a thread is about', () => {
  expect(
    told(
      says('one', 'requirement', '2ba) [Hard case] This series proposes to cut pinned pages.'),
      says('one', 'issue', 'Is\nthat acceptable?'),
      says('one', 'issue', "You're probably wondering -- where is v1?"),
      says('one', 'evidence', 'The real issue is that nobody needs pinned pages to be cut.'),
    ),
  ).toEqual([false, 'The real issue is that nobody needs pinned pages to be cut.']);
});

test('where no sentence has to do with the subject line, that line says it alone', () => {
  expect(told(says('one', 'claim', 'Rebased on the tree of Monday.'))).toBeNull();
});

test('where nobody asks there is no question, and an address with its own mark is none', () => {
  expect(
    told(
      says('two', 'claim', 'No.'),
      says('one', 'issue', 'See https://example.org/?id=1 for it.'),
    ),
  ).toEqual([false, 'See https://example.org/?id=1 for it.']);
});

test('a later question stands in for a first message that says nothing, and only an early one', () => {
  expect(told(says('four', 'issue', 'Late?'), says('two', 'issue', 'Why?'))).toEqual([
    true,
    'Why?',
  ]);
  expect(told(says('four', 'issue', 'Late?'))).toBeNull();
});
