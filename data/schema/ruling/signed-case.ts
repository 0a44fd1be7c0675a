import { type Edge, type Hypothesis, selects } from '../hypothesis.ts';
import type { Conditions } from '../scope.ts';
import type { Verdict, VerdictCase, VerdictValue } from '../verdict.ts';

/** What one case says of a claim: its outcome, turned round where the hypothesis bears against it. */
export interface SignedCase {
  readonly holds: boolean;
  /** The whole setting: the hypothesis's conditions and the case's own. */
  readonly conditions: Conditions;
  readonly hypothesis: Hypothesis;
  readonly verdict: Verdict;
  readonly of: VerdictCase;
}

/** The cases of a verdict that an edge is about. */
export function bearing(edge: Edge, verdict: Verdict): readonly VerdictCase[] {
  return verdict.cases.filter(({ when }) =>
    selects(edge.where, { ...verdict.conditions, ...when }),
  );
}

/** The decided cases of a verdict that count for or against the edge's claim. */
export function signedCases(
  hypothesis: Hypothesis,
  edge: Edge,
  verdict: Verdict,
): readonly SignedCase[] {
  if (edge.bears === 'context') return [];
  return bearing(edge, verdict).flatMap((of) =>
    of.outcome === 'open'
      ? []
      : [
          {
            holds: (of.outcome === 'for') === (edge.bears === 'for'),
            conditions: { ...verdict.conditions, ...of.when },
            hypothesis,
            verdict,
            of,
          },
        ],
  );
}

/** The verdict over the cases that an edge is about, by the table of docs/verdicts.md. */
export function partOf(edge: Edge, verdict: Verdict): VerdictValue {
  if (Object.keys(edge.where).length === 0) return verdict.verdict;
  const outcomes = new Set(bearing(edge, verdict).map(({ outcome }) => outcome));
  if (outcomes.size === 0) return 'untested';
  if (outcomes.size > 1) {
    return outcomes.has('for') && outcomes.has('against') ? 'conditional' : 'inconclusive';
  }
  if (outcomes.has('open')) return 'inconclusive';
  return outcomes.has('for') ? 'supported' : 'refuted';
}
