import { expect, test } from 'vitest';
import type { Edge, Hypothesis } from '../hypothesis.ts';
import { ClaimId, ExperimentId, HypothesisId, ReviewId } from '../ids.ts';
import type { Conditions, Scope } from '../scope.ts';
import type { Verdict, VerdictCase } from '../verdict.ts';
import { rule, type Witness } from './rule.ts';

const claim = ClaimId.parse('c-000000000000');
const axes = [{ name: 'metadata', meaning: 'm', says: { wal: 'under a log' } }];
const choose = () => null;

type Told = readonly (readonly [Conditions, VerdictCase['outcome']])[];

function witness(
  edge: Partial<Edge>,
  told: Told,
  rest: { readonly scope?: Scope; readonly id?: string; readonly sanity?: boolean } = {},
): Witness {
  const { scope = 'model', id = 'h', sanity = false } = rest;
  const whole: Edge = { id: claim, bears: 'for', where: {}, ...edge };
  const hypothesis: Hypothesis = {
    id: HypothesisId.parse(id),
    review: ReviewId.parse('r'),
    claims: [whole],
    sanity,
    statement: 's',
    predicate: 'p',
    experiment: ExperimentId.parse('e'),
    scopes: [scope],
    conditions: {},
    refutedBy: 'x',
    minimumEffect: 0,
  };
  const outcomes = new Set(told.map(([, outcome]) => outcome));
  const verdict: Verdict = {
    hypothesis: hypothesis.id,
    claims: [claim],
    scope,
    verdict: outcomes.size > 1 ? 'conditional' : outcomes.has('for') ? 'supported' : 'refuted',
    conditions: {},
    split: [],
    states: 0,
    effect: null,
    evidence: [],
    cases: told.map(([when, outcome]) => ({
      when,
      outcome,
      metric: null,
      operator: null,
      left: null,
      right: null,
      quotient: null,
      states: 10,
      rows: [],
      runs: [],
      note: '',
    })),
    because: 'b',
    reproduce: 'r',
  };
  return { hypothesis, edge: whole, verdicts: [verdict] };
}
const ruled = (...witnesses: readonly Witness[]) => rule({}, witnesses, axes, choose);
const wal: Told[number] = [{ metadata: 'wal' }, 'for'];
const inPlace: Told[number] = [{ metadata: 'in-place' }, 'against'];

test('a sign turned round turns the ruling round', () => {
  expect(ruled(witness({ bears: 'for' }, [wal])).word).toBe('holds');
  expect(ruled(witness({ bears: 'against' }, [wal])).word).toBe('fails');
  expect(ruled(witness({ bears: 'for' }, [wal, inPlace])).word).toBe('holds where metadata = wal');
  expect(ruled(witness({ bears: 'against' }, [wal, inPlace])).word).toBe(
    'holds where metadata = in-place',
  );
});

test('the sentence is composed from the phrases of the axes and the figures', () => {
  expect(ruled(witness({ bears: 'for' }, [wal, inPlace])).sentence).toBe(
    'Holds under a log; fails where metadata is in-place: 20 crash states of the model.',
  );
});

test('only the cases that an edge is about count', () => {
  const edge = { bears: 'for' as const, where: { metadata: ['wal', 'cow'] } };
  const { word, verdicts } = ruled(witness(edge, [wal, inPlace]));
  expect(word).toBe('holds');
  expect(verdicts).toEqual([{ hypothesis: 'h', scope: 'model', verdict: 'supported', ...edge }]);
});

test('context and what is true by construction are shown and never counted', () => {
  const context = ruled(witness({ bears: 'context' }, [wal]));
  expect(context).toMatchObject({ word: 'open', scopes: [], exhibit: null });
  expect(context.verdicts).toHaveLength(1);
  expect(ruled(witness({}, [wal], { sanity: true })).word).toBe('open');
  const mixed = ruled(witness({}, [wal]), witness({ bears: 'context' }, [inPlace], { id: 'k' }));
  expect(mixed.word).toBe('holds');
});

test('scopes that contradict each other leave a claim open; cases left open are told', () => {
  const apart = ruled(
    witness({}, [wal]),
    witness({ bears: 'against' }, [wal], { scope: 'guest', id: 'k' }),
  );
  expect(apart).toMatchObject({ word: 'open', scopes: ['model', 'guest'] });
  expect(ruled(witness({}, [wal, [{ metadata: 'cow' }, 'open']])).sentence).toContain(
    '1 more case open',
  );
  expect(ruled(witness({}, [[{}, 'open']])).word).toBe('open');
});

test('equal settings that came out differently are told as such', () => {
  const told = ruled(witness({}, [wal]), witness({ bears: 'against' }, [wal], { id: 'k' }));
  expect(told.word).toBe('open');
  expect(told.sentence).toContain('no condition separates them');
});

test('a judgement says why, whatever stands beside it', () => {
  const { word, sentence, scopes } = rule(
    { judgement: 'Taste.' },
    [witness({ bears: 'context' }, [wal])],
    axes,
    choose,
  );
  expect({ word, sentence, scopes }).toEqual({ word: 'judgement', sentence: 'Taste.', scopes: [] });
});
