import { expect, test } from 'vitest';
import { CuratedClaim } from '../../data/schema/claim.ts';
import { quoteHash } from '../../data/schema/hash.ts';
import type { ClaimId } from '../../data/schema/ids.ts';
import { edited, redirected, related, requoted } from './change.ts';

const [a, b, c] = ['a', 'b', 'c'].map((one) => `c-${one.repeat(12)}` as ClaimId) as [
  ClaimId,
  ClaimId,
  ClaimId,
];
const claim = CuratedClaim.parse({
  id: a,
  kind: 'claim',
  stance: 'neutral',
  title: 'The log is forced.',
  approaches: [],
  position: { start: 0, end: 4 },
  hash: quoteHash('text'),
});
const who = { date: '2026-11-28', by: 'Ann Ash' };

test('an edit keeps the words that it replaces, and one that changes nothing leaves no trace', () => {
  const change = { title: 'It is forced.', judgement: 'a matter of taste', kind: claim.kind };
  expect(edited(claim, change, who)).toEqual({
    ...claim,
    ...change,
    history: [{ ...who, what: 'title was "The log is forced.", judgement was absent' }],
  });
  expect(edited(claim, change, who, 'clearer').history[0]?.what).toMatch(/ absent; clearer$/);
  expect(edited(claim, { title: claim.title, approaches: [] }, who)).toBe(claim);
});

test('a claim with another quote has another id and keeps the old one', () => {
  const body = `${'-'.repeat(40)}other words${'+'.repeat(40)}`;
  const words = { id: b, text: 'other words', start: 40, end: 51, body };
  const cut = requoted(claim, words, { ...who, why: 'cut short' });
  expect(cut).toMatchObject({ id: b, was: [a], position: { start: 40, end: 51 } });
  expect(cut.hash).toBe(quoteHash('other words'));
  expect(cut.history.at(-1)?.what).toContain('cut short');
  expect(cut).not.toHaveProperty('quote'); // mail text stays out of the repository
  expect(requoted({ ...claim, id: b }, words, { ...who, why: '' })).toEqual({ ...claim, id: b });
});

test('a claim whose words the repository holds holds 32 characters on each side', () => {
  const seeded = { ...claim, quote: { exact: 'text', prefix: '', suffix: '' } };
  const body = `${'-'.repeat(40)}other words${'+'.repeat(40)}`;
  const at = (start: number, end: number) =>
    requoted(seeded, { id: b, text: '', start, end, body }, { ...who, why: '' }).quote;
  expect(at(40, 51)).toMatchObject({ prefix: '-'.repeat(32), suffix: '+'.repeat(32) });
  expect(at(3, 90)).toMatchObject({ prefix: '---', suffix: '+' });
});

test('a relation is added once; another kind, or another claim, is another relation', () => {
  const one = related(claim, { kind: 'qualifies', to: b });
  expect(one.relations).toEqual([{ kind: 'qualifies', to: b }]);
  expect(related(one, { kind: 'qualifies', to: b })).toBe(one);
  expect(related(one, { kind: 'supports', to: b }).relations).toHaveLength(2);
  expect(related(one, { kind: 'qualifies', to: c }).relations).toHaveLength(2);
});

test('relations are turned to another claim, once each, and none to the claim itself', () => {
  const relations = [
    { kind: 'qualifies', to: b },
    { kind: 'qualifies', to: c },
    { kind: 'supports', to: b },
  ] as const;
  const of = { ...claim, relations: [...relations] };
  expect(redirected(of, b, c).relations).toEqual([
    { kind: 'qualifies', to: c },
    { kind: 'supports', to: c },
  ]);
  expect(redirected(of, b, a).relations).toEqual([{ kind: 'qualifies', to: c }]);
  expect(redirected(of, a, c)).toBe(of);
});
