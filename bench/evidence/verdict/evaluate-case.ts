import type { Hypothesis } from '../../../data/schema/hypothesis.ts';
import type { Metric } from '../../../data/schema/metric.ts';
import type { Conditions } from '../../../data/schema/scope.ts';
import type { EvidenceRow } from '../evidence-row.ts';
import type { CheckedPredicate } from '../predicate/check-types.ts';
import type { Comparison } from '../predicate/compare.ts';
import { emptyNotes, type Notes } from '../predicate/environment.ts';
import { truthOf } from '../predicate/evaluate.ts';
import type { Truth } from '../predicate/truth.ts';
import { inWords } from './change.ts';

export type Outcome = 'for' | 'against' | 'open';

/** One case of a hypothesis with what decided it. */
export interface EvaluatedCase {
  readonly when: Conditions;
  readonly outcome: Outcome;
  readonly rows: readonly EvidenceRow[];
  /** The comparison that decided; null where none was made. */
  readonly deciding: Comparison | null;
  /** All that were made, one for each value that a quantifier ran over. */
  readonly comparisons: readonly Comparison[];
  readonly note: string;
}

/** Null where the case was not measured: some metric or invariant has no data in it. */
export function evaluateCase(
  { minimumEffect }: Pick<Hypothesis, 'minimumEffect'>,
  predicate: CheckedPredicate,
  rows: readonly EvidenceRow[],
  metrics: ReadonlyMap<string, Metric>,
  when: Conditions,
): EvaluatedCase | null {
  const notes = emptyNotes();
  const truth = truthOf(predicate.node, {
    metrics,
    rows,
    given: when,
    minimumEffect,
    resample: null,
    notes,
  });
  if (truth === 'open' && notes.missing) return null;
  const deciding = decisive(notes.comparisons, truth);
  return {
    when,
    outcome: truth === 'yes' ? 'for' : truth === 'no' ? 'against' : 'open',
    rows: [...notes.touched],
    deciding,
    comparisons: notes.comparisons,
    note: truth === 'open' ? whyOpen(notes) : truth === 'no' ? boundIn(deciding, when) : '',
  };
}

/**
 * Among the comparisons that came out as the case did (any, where none did), the one whose interval
 * lies nearest to 0, the point of no difference.
 */
function decisive(comparisons: readonly Comparison[], truth: Truth): Comparison | null {
  const same = comparisons.filter((one) => one.truth === truth);
  const distance = ({ difference }: Comparison) =>
    Math.min(Math.abs(difference.low), Math.abs(difference.high));
  const among = same.length > 0 ? same : comparisons;
  return among.toSorted((a, b) => distance(a) - distance(b))[0] ?? null;
}

/** The values that a quantifier had bound where it broke, such as `at mutation = punch`. */
function boundIn(deciding: Comparison | null, when: Conditions): string {
  const bound = Object.entries(deciding?.given ?? {}).filter(([axis]) => !(axis in when));
  return bound.length > 0 ? `at ${inWords(Object.fromEntries(bound))}` : '';
}

function whyOpen(notes: Notes): string {
  if (notes.few.size > 0) return `too few samples of ${[...notes.few].join(', ')}`;
  const bounded = [...notes.touched].some(
    (row) => row.kind === 'explored' && row.exploration.holds && !row.exploration.complete,
  );
  return bounded
    ? 'the search ended at its budget without a counterexample'
    : 'the interval lies on both sides of the line';
}
