import type { Conditions } from '../../../data/schema/scope.ts';
import { bootstrap, type Interval } from '../statistics/bootstrap.ts';
import type { Comparator } from './syntax.ts';
import type { Truth } from './truth.ts';

/** One comparison as it was decided: both sides, and how far apart they are. */
export interface Comparison {
  readonly metric: string;
  /** Where it was made: the case and what quantifiers had bound. */
  readonly given: Conditions;
  readonly operator: Comparator;
  readonly left: number;
  readonly right: number;
  /** `(left - right) / |right|`; infinite where the right side is 0 and the left is not. */
  readonly difference: Interval;
  readonly samples: number;
  readonly exact: boolean;
  readonly truth: Truth;
}

function relative(left: number, right: number): number {
  if (left === right) return 0; // also for two infinities
  return right === 0
    ? Math.sign(left) * Number.POSITIVE_INFINITY
    : (left - right) / Math.abs(right);
}

export function exactly(left: number, right: number): Interval {
  const estimate = relative(left, right);
  return { estimate, low: estimate, high: estimate };
}

/** The interval of the relative difference, both sides computed anew on each resampling. */
export function resampledDifference(
  left: number,
  right: number,
  sides: (resample: (samples: readonly number[]) => readonly number[]) => readonly [number, number],
): Interval {
  return bootstrap(relative(left, right), (resample) => relative(...sides(resample)));
}

/**
 * Decides a comparison from the interval of the relative difference. A difference of at most
 * `margin` does not matter: `<` and `>` ask for more than it, `<=`, `>=` and `==` allow it. Where
 * the interval lies on both sides of the line drawn so, the answer is open.
 */
export function decided(operator: Comparator, { low, high }: Interval, margin: number): Truth {
  switch (operator) {
    case '<':
      return side(high < -margin, low >= -margin);
    case '>':
      return side(low > margin, high <= margin);
    case '<=':
      return side(high <= margin, low > margin);
    case '>=':
      return side(low >= -margin, high < -margin);
    case '==':
      return side(low >= -margin && high <= margin, high < -margin || low > margin);
    case '!=':
      return side(high < -margin || low > margin, low >= -margin && high <= margin);
  }
}

const side = (yes: boolean, no: boolean): Truth => (yes ? 'yes' : no ? 'no' : 'open');
