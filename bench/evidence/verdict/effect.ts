import type { Effect, Quotient } from '../../../data/schema/verdict.ts';
import type { Comparison } from '../predicate/compare.ts';
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
  const quotient = weakest && quotientOf(weakest);
  if (!weakest || !quotient) return null;
  const { metric, samples } = weakest;
  return { metric, unit: 'ratio', ...quotient, samples };
}

/** The quotient of the two sides of a comparison; null where one is 0 or not finite. */
export function quotientOf({ left, right, difference }: Comparison): Quotient | null {
  const { low, high } = difference;
  if (left === 0 || right === 0 || !Number.isFinite(low) || !Number.isFinite(high)) return null;
  const quotient = (relative: number) => 1 + relative * Math.sign(right);
  const ends = [quotient(low), quotient(high)];
  return {
    estimate: quotient(difference.estimate),
    low: Math.min(...ends),
    high: Math.max(...ends),
  };
}
