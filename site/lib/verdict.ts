import type { Verdict, VerdictValue } from '../../data/schema/verdict.ts';
import type { SiteClaim } from './claims.ts';
import { verdicts } from './data.ts';
import { grouped, settings } from './format.ts';

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

/** The one word for lists: the verdicts' common value, `conditional` where they differ. */
export function summary(claim: SiteClaim): VerdictValue {
  const values = new Set(
    verdictsOf(claim)
      .map((verdict) => verdict.verdict)
      .filter((value) => value !== 'untested'),
  );
  if (values.size > 1) return 'conditional';
  const [only] = values;
  return only ?? (claim.judgement === undefined ? 'untested' : 'judgement');
}

/** `model, 41,208 crash states` or `guest, 3 runs`. */
export function scopeOf(verdict: Verdict): string {
  if (verdict.states > 0) return `${verdict.scope}, ${grouped(verdict.states)} crash states`;
  const samples = verdict.effect?.samples;
  if (samples !== undefined) return `${verdict.scope}, ${grouped(samples)} samples`;
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
