import { expect, test } from 'vitest';
import { analyse } from '../read/analysis.ts';
import { statements } from '../read/statement.ts';
import { explicitStance, ruleKind, ruleStance } from './rules.ts';

const judged = (own: string, quote = 'The cache is warm by then.') => {
  const [analysis] = analyse(statements(`> ${quote}\n${own}\n`));
  if (!analysis) throw new Error(`no statement in ${own}`);
  const kind = ruleKind(analysis);
  return {
    kind: kind.label,
    stance: ruleStance(analysis, kind.label).label,
    explicit: explicitStance(analysis)?.label,
    cue: kind.cue,
  };
};

test.each([
  ['Fair enough, we will go with the smaller one.', 'decision'],
  ['Will fix.', 'decision'],
  ['NAK.', 'decision'],
  ['We should make the flag an inode flag.', 'position'],
  ['Just use a linear table.', 'position'],
  ["Why don't we simply drop it?", 'position'],
  ['The buffer must be allocated before use.', 'requirement'],
  ['It has to be zeroed first.', 'requirement'],
  ['What happens if the queue is full?', 'issue'],
  ['For example, ext2 used to write twice.', 'evidence'],
  ['This is a layering violation.', 'claim'],
  ['Does that make sense?', 'none'],
])('%s is a %s', (text, kind) => {
  expect(judged(text).kind).toBe(kind);
});

test('shows the words that decided as their author wrote them', () => {
  expect(judged('The buffer must\nbe allocated.').cue).toBe('“must be”');
  expect(judged("We DON'T know; I'd prefer the other way.").cue).toBe("“I'd prefer”");
});

test('takes sides by outright markers, not by a yes or no that answers a question', () => {
  expect(judged('I agree.').explicit).toBe('supports');
  expect(judged('No, that is wrong.').explicit).toBe('disputes');
  expect(judged("I don't think I agree.").explicit).not.toBe('supports');
  expect(judged('No.', 'Do you have a number?').explicit).toBeUndefined();
  expect(judged('Yes, but it is too slow.').explicit).toBeUndefined();
});

test('questions are neutral; a contradiction after a quote disputes', () => {
  expect(judged('How large is it?').stance).toBe('neutral');
  expect(judged("It's not warm, it just looks so.").stance).toBe('disputes');
});
