import { expect, test } from 'vitest';
import { drawn, type Found } from './map.ts';
import type { Statement } from './statements.ts';

const said = (author: string, text: string, start = 500): Statement =>
  ({
    claim: { text, start, end: start + text.length, confidence: 0.8, salience: 0.3 },
    message: { messageId: author },
    author,
  }) as unknown as Statement;

const theirs = said('Ann', 'The lease is exclusive to the process that took it.');
const reply = said('Bob', 'But an exclusive lease stops one process only.');
/** Bob's reply, two characters below Ann's whole sentence. */
const sure: Found = {
  from: reply,
  kind: 'attacks',
  to: theirs,
  reviewed: false,
  beneath: {
    end: reply.claim.start - 2,
    origin: { messageId: 'Ann', start: theirs.claim.start, end: theirs.claim.end } as never,
  },
};
const origin = (over: object) => ({
  end: sure.beneath?.end ?? 0,
  origin: { ...sure.beneath?.origin, ...over } as never,
});
const kinds = (...found: Found[]) => drawn(found).edges.map(({ kind }) => kind);

test('what is said directly beneath the words that it is about is drawn, with both statements', () => {
  expect(drawn([sure])).toEqual({
    nodes: [reply, theirs],
    edges: [{ from: reply, kind: 'attacks', to: theirs }],
  });
});

test.each<[string, Partial<Found>]>([
  ['its own author', { from: { ...reply, author: 'Ann' } }],
  ['nothing quoted', { beneath: undefined }],
  ['a quote of another mail', { beneath: origin({ messageId: 'Cyd' }) }],
  ['a whole cover letter', { beneath: origin({ start: theirs.claim.end - 1900 }) }],
  ['a quote that ends elsewhere', { beneath: origin({ end: theirs.claim.end + 200 }) }],
  ['words far below', { beneath: { ...origin({}), end: reply.claim.start - 300 } }],
  ['no word in common', { from: said('Bob', 'But nobody measured that.') }],
  ['a sentence that only leads to the next', { from: said('Bob', 'But the exclusive lease:') }],
  ['little confidence', { from: { ...reply, claim: { ...reply.claim, confidence: 0.3 } } }],
])('nothing is drawn to %s, unless a person found it', (_, over) => {
  expect(kinds({ ...sure, ...over })).toEqual([]);
  expect(kinds({ ...sure, ...over, reviewed: true })).toEqual(['attacks']);
});

test.each([
  ['The exclusive lease belongs to a process.', 'answers'],
  ['You are right that the exclusive lease does not stop a process.', 'answers'],
  ['No exclusive lease stops a process.', 'attacks'],
])('a stance that no word bears out is an answer: %s', (text, kind) => {
  expect(kinds({ ...sure, from: said('Bob', text) })).toEqual([kind]);
});

test('two that both deny may deny the same', () => {
  const denied = said('Ann', 'The lease does not stop a process of ours at all........');
  const found = { ...sure, to: denied, beneath: origin({ end: denied.claim.end }) };
  expect(kinds({ ...found, from: said('Bob', 'No lease stops a process.') })).toEqual(['answers']);
});

test('a statement answers one other; what a person found comes first', () => {
  const other = { ...sure, to: { ...theirs }, kind: 'qualifies', reviewed: true } as const;
  expect(kinds(sure, other)).toEqual(['qualifies']);
});

test('where nothing is quoted, what answers a message with three of its words is drawn', () => {
  const answer = {
    ...reply,
    message: { messageId: 'Bob', inReplyTo: 'Ann' },
  } as unknown as Statement;
  const unquoted = (text: string): Found => ({
    ...sure,
    beneath: undefined,
    from: { ...answer, claim: { ...answer.claim, text } },
  });
  expect(kinds(unquoted('But an exclusive lease stops one process only.'))).toEqual(['attacks']);
  expect(kinds(unquoted('But an exclusive lease stops nobody.'))).toEqual([]);
});
