import { expect, test } from 'vitest';
import { Claim } from '../../../data/schema/claim.ts';
import { claimId } from '../../../data/schema/hash.ts';
import { MessageId } from '../../../data/schema/ids.ts';
import { restatements } from './cluster.ts';

const claim = (message: string, text: string): Claim => {
  const messageId = MessageId.parse(`<${message}@x>`);
  return Claim.parse({
    id: claimId(messageId, text),
    messageId,
    author: 'A',
    kind: 'claim',
    stance: 'neutral',
    approach: null,
    approaches: [],
    text,
    start: 0,
    end: text.length,
    confidence: 1,
    salience: 0,
    testable: false,
    cue: null,
    origin: 'extracted',
    title: null,
  });
};

test('a claim said again points at its first statement, however often it is said', () => {
  const first = claim('1', 'The allocator moves metadata blocks while pages stay mapped.');
  const other = claim('2', 'Nobody measured throughput of compressed archives last winter.');
  const again = claim('3', 'While pages stay mapped the allocator may move metadata blocks.');
  const thrice = claim('4', 'Metadata blocks: the allocator moves them while pages are mapped.');
  expect(restatements([first, other, again, thrice])).toEqual([
    { from: again.id, kind: 'restates', to: first.id, origin: 'extracted' },
    { from: thrice.id, kind: 'restates', to: first.id, origin: 'extracted' },
  ]);
});

test('short agreement restates nothing, nor does a repetition inside one message', () => {
  expect(
    restatements([claim('1', 'I agree with that.'), claim('2', 'I agree with that.')]),
  ).toEqual([]);
  const text = 'The allocator moves metadata blocks while pages stay mapped.';
  expect(restatements([claim('1', text), claim('1', `${text} Really.`)])).toEqual([]);
});
