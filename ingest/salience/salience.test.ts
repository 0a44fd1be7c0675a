import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Claim } from '../../data/schema/claim.ts';
import { claimId } from '../../data/schema/hash.ts';
import { MessageId } from '../../data/schema/ids.ts';
import type { Quote } from '../../data/schema/message.ts';
import { command as evalCommand } from '../commands/eval.ts';
import { runCommand } from '../commands/run-command.ts';
import { projectRoot } from '../commands/workbench.ts';
import { fitSalience, type Lesson } from './fit.ts';
import { bySalience, rated } from './rank.ts';
import { isTestable } from './testable.ts';
import type { Spoken } from './thread-text.ts';
import { topics } from './topic.ts';
import { votes } from './votes.ts';
import { loadSalience } from './weights.ts';

const idOf = (name: string) => MessageId.parse(`<${name}@example.org>`);

/** Room above the words of a message for a quote. */
const mark = '> \n';

/** A message whose sentences are its claims. */
function said(name: string, who: string, sentences: readonly string[], to?: string): Spoken {
  const body = mark + sentences.join(' ');
  const messageId = idOf(name);
  const claims = sentences.map((text): Claim => {
    const start = body.indexOf(text);
    return {
      id: claimId(messageId, text),
      messageId,
      author: who,
      kind: 'claim',
      stance: 'neutral',
      approach: null,
      approaches: [],
      text,
      start,
      end: start + text.length,
      confidence: 0.5,
      salience: 0,
      testable: false,
      cue: null,
      origin: 'extracted',
      title: null,
    };
  });
  const message = {
    messageId,
    inReplyTo: to === undefined ? null : idOf(to),
    from: { name: who, address: `${who}@example.org` },
    date: '2020-01-01T00:00:00.000Z',
    subject: 'The order of writes',
    body,
  };
  return { message, claims, quotes: [] };
}

/** The reply with a quote, above all its words, of one sentence of another message. */
function quoting(reply: Spoken, from: Spoken, sentence: number): Spoken {
  const claim = from.claims[sentence];
  if (!claim) throw new Error('no such sentence');
  const quote: Quote = {
    messageId: reply.message.messageId,
    start: 0,
    end: mark.length,
    depth: 1,
    attributedTo: null,
    text: claim.text,
    origin: { messageId: from.message.messageId, start: claim.start, end: claim.end },
    fidelity: 'verbatim',
  };
  return { ...reply, quotes: [quote] };
}

const opener = said('one', 'ada', [
  'The journal is written before the data reaches the disk.',
  'The weather was fine when this was measured.',
]);
const answer = said('two', 'bob', ['That order loses data after a crash.'], 'one');

test('a resolved quote with an answer below is a vote; what the reply passed over has none', () => {
  const found = votes([opener, quoting(answer, opener, 0)]);
  const [kept, passed] = opener.claims.map(({ id }) => found.get(id));
  expect(kept).toMatchObject({ quoted: 0.5, answered: 1, people: 1, chance: 1 });
  expect(passed).toMatchObject({ quoted: 0, answered: 0, people: 0, chance: 1 });
});

test('nobody votes for himself, and an unresolved quote is no vote', () => {
  const own = said('two', 'ada', ['That order loses data after a crash.'], 'one');
  const foreign = quoting(answer, opener, 0);
  const unresolved = { ...foreign, quotes: foreign.quotes.map((q) => ({ ...q, origin: null })) };
  for (const reply of [quoting(own, opener, 0), unresolved])
    expect(votes([opener, reply]).get(opener.claims[0]?.id as Claim['id'])?.quoted).toBe(0);
});

test('a statement that was taken up ranks above the same one passed over', () => {
  const model = loadSalience();
  const of = (thread: readonly Spoken[]) =>
    rated(thread, model).get(opener.claims[0]?.id as Claim['id'])?.salience ?? 0;
  expect(of([opener, quoting(answer, opener, 0)])).toBeGreaterThan(
    of([opener, quoting(answer, opener, 1)]),
  );
});

test('the order is total: any order of claims sorts to the same list', () => {
  const claims = [...rated([opener, answer], loadSalience()).values()];
  const sorted = claims.toSorted(bySalience);
  fc.assert(
    fc.property(fc.shuffledSubarray(claims, { minLength: claims.length }), (shuffled) => {
      expect(shuffled.sort(bySalience)).toEqual(sorted);
    }),
  );
});

test('the fit finds a signal that decides, and gives one that does not next to nothing', () => {
  const lessons = Array.from({ length: 400 }, (_, i): Lesson => {
    const decides = i % 2;
    const noise = Math.floor(i / 2) % 2;
    return {
      signals: new Map([
        ['decides', decides],
        ['noise', noise],
      ]),
      matters: decides === 1 ? 0.9 : 0.1,
      thread: i < 200 ? 'one' : 'other',
    };
  });
  const { weights } = fitSalience(lessons, 0.01);
  // logit(0.9) - logit(0.1)
  expect(weights.get('decides')).toBeCloseTo(2 * Math.log(9), 1);
  expect(weights.get('noise')).toBeCloseTo(0, 1);
});

test('what a program can watch is testable; a wish, a question and a decision are not', () => {
  const behaviour = 'After a failed write the second fsync() returns 0 although the page is lost.';
  expect(isTestable({ text: behaviour, kind: 'claim' })).toBe(true);
  expect(isTestable({ text: behaviour, kind: 'decision' })).toBe(false);
  expect(isTestable({ text: 'Torn writes persist.', kind: 'claim' })).toBe(true);
  expect(isTestable({ text: 'It is written.', kind: 'claim' })).toBe(false);
  expect(isTestable({ text: 'Does fsync() return an error twice?', kind: 'issue' })).toBe(false);
  const wish = 'I think the maintainers should agree on a policy first.';
  expect(isTestable({ text: wish, kind: 'position' })).toBe(false);
});

const shared = join(projectRoot, '..', 'shared');
const marks = join(shared, 'gold', 'salience-dev.jsonl');
const mail = join(shared, 'corpus', 'atomic-link-2019.mbox');

test.skipIf(!existsSync(marks) || !existsSync(mail))(
  'on a marked thread the ranking finds more than any order without a model',
  async () => {
    const { out } = await runCommand(evalCommand, ['--salience', marks, '--mail', mail, '--json']);
    const { salience, ...others } = JSON.parse(out).means;
    for (const other of Object.values<typeof salience>(others)) {
      expect(salience.recall).toBeGreaterThan(other.recall);
      expect(salience.averagePrecision).toBeGreaterThan(other.averagePrecision);
    }
  },
);

test('a statement is as near to its neighbours as their words are alike, itself left out', () => {
  const alike = ['Caches need flushing.', 'Flushing caches need.', 'Need caches flushing.'];
  const first = said('a', 'ann', [...alike, 'Another journal commits.']);
  const thread = [first, said('b', 'bob', ['Caches need flushing.', 'Another journal commits.'])];
  const found = topics(thread);
  const [one, , , other] = first.claims.map(({ id }) => found.get(id)?.neighbours);
  expect(one).toBeCloseTo(2 / 3);
  expect(other).toBeCloseTo(0);
});
