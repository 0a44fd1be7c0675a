import { expect, test } from 'vitest';
import { decides } from './decided.ts';
import type { Statement } from './statements.ts';

const said = (author: string, text: string) =>
  ({ author, claim: { text } }) as unknown as Statement;

test.each([
  "This looks useful. I'll plan to\nmerge this one for v5.3 unless there are objections.",
  'Applied, thanks.',
  'Thanks, queued up for 5.3.',
  'We agreed that the lease stays with the file.',
])('decides: %s', (text) => {
  expect(decides(said('Ann', text), 'Bob')).toBe(true);
});

test.each([
  "And I'm sure I will have to re-roll this to deal with conflicts.",
  'But for now I needed this for the follow ons :-D',
  'Agreed.',
  'The same rule applied to both.',
  'Could this be merged into the tree?',
  "I'm fine with dropping the last patch for now and reworking it for fsinfo if so.",
  'These patches were merged into the tree last year.',
])('does not: %s', (text) => {
  expect(decides(said('Ann', text), 'Ann')).toBe(false);
});

test('what the next version will have is for the author of the patches to say', () => {
  const text = "I'll drop the ioctl in v3.";
  expect(decides(said('Ann', text), 'Ann')).toBe(true);
  expect(decides(said('Bob', text), 'Ann')).toBe(false);
  expect(decides(said('Ann', text), null)).toBe(false);
});
