import type { Effect } from '../../../data/schema/verdict.ts';
import type { EvaluatedCase } from './evaluate-case.ts';

/**
 * The effect of a verdict is that of its weakest case: the comparison whose relative difference lies
 * nearest to none. It is the quotient of the two sides; null where a side is 0 or not finite.
 */
export function effectOf(cases: readonly EvaluatedCase[]): Effect | null {
  const weakest = cases
    .flatMap(({ deciding }) => deciding ?? [])
    .filter(({ difference }) => Number.isFinite(difference.low) && Number.isFinite(difference.high))
    .toSorted((a, b) => Math.abs(a.difference.estimate) - Math.abs(b.difference.estimate))[0];
  if (!weakest || weakest.right === 0) return null;
  const quotient = (difference: number) => 1 + difference * Math.sign(weakest.right);
  return {
    metric: weakest.metric,
    unit: 'ratio',
    estimate: quotient(weakest.difference.estimate),
    low: quotient(weakest.difference.low),
    high: quotient(weakest.difference.high),
    samples: weakest.samples,
  };
}
