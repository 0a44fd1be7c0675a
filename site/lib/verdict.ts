import type { Verdict, VerdictValue } from '../../data/schema/verdict.ts';
import type { SiteClaim } from './claims.ts';
import { verdicts } from './data.ts';
import { count, grouped, settings } from './format.ts';

/** A verdict is a mark and a word, never a colour alone. */
export const marks: Readonly<Record<VerdictValue, string>> = {
  supported: '●',
  refuted: '✕',
  conditional: '◐',
  inconclusive: '≈',
  untested: '○',
  judgement: '¶',
};

/** What stands behind a claim: its verdicts, or why it has none. */
export function verdictsOf(claim: SiteClaim): readonly Verdict[] {
  return verdicts().filter((verdict) => verdict.claims.includes(claim.id));
}

/**
 * The words for lists: each value that some hypothesis restating the claim has got, strongest first.
 * They are verdicts on those hypotheses; the claim's page says which is which.
 */
export function summary(claim: SiteClaim): readonly VerdictValue[] {
  const values = new Set(verdictsOf(claim).map((verdict) => verdict.verdict));
  const decided = order.filter((value) => values.has(value) && value !== 'untested');
  if (decided.length > 0) return decided;
  return [claim.judgement === undefined ? 'untested' : 'judgement'];
}

const order = [
  'supported',
  'refuted',
  'conditional',
  'inconclusive',
  'untested',
  'judgement',
] as const;

/** Plain answers first, then conditional ones, then those that wait for a run. */
export function decidedFirst(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
}

/** `model, 41,208 crash states` or `guest, 3 runs`. */
export function scopeOf(verdict: Verdict): string {
  if (verdict.states > 0) return `${verdict.scope}, ${grouped(verdict.states)} crash states`;
  const samples = verdict.effect?.samples;
  if (samples !== undefined) return `${verdict.scope}, ${count(samples, 'sample')}`;
  const runs = new Set(verdict.evidence.map((piece) => piece.run)).size;
  return runs === 0 ? verdict.scope : `${verdict.scope}, ${runs} ${runs === 1 ? 'run' : 'runs'}`;
}

/** The conditions of a verdict, empty where it has none. */
export const conditionsOf = (verdict: Verdict): string => settings(verdict.conditions);

/** The scopes behind a claim, for lists: `model`, `model and guest`, or nothing. */
export function scopes(claim: SiteClaim): string {
  const found = verdictsOf(claim).filter((verdict) => verdict.verdict !== 'untested');
  return [...new Set(found.map((verdict) => verdict.scope))].join(' and ');
}
