import { quantile } from './aggregate.ts';
import { random } from './random.ts';

/** Replicates drawn for an interval; at 2,000 its ends move by about 1 % of its width. */
const replicates = 2000;

/**
 * Below this many samples no interval for a median reaches 95 % (even the whole range of n samples
 * covers it with 1 - 2^(1-n): 93.8 % for 5, 96.9 % for 6), so that nothing is concluded.
 */
export const fewestSamples = 6;

export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** Draws as many values from `samples` as it has, with replacement. */
function resampled(samples: readonly number[], next: () => number): readonly number[] {
  return samples.map(() => samples[Math.floor(next() * samples.length)] ?? Number.NaN);
}

/**
 * The percentile bootstrap (Efron 1979): 95 % of what `statistic` gives on resampled data.
 * `statistic` gets a function that resamples; it must call it for each set of samples it uses.
 * The estimate itself always lies in the interval.
 */
export function bootstrap(
  estimate: number,
  statistic: (resample: (samples: readonly number[]) => readonly number[]) => number,
  seed = 1,
): Interval {
  const next = random(seed);
  const drawn = Array.from({ length: replicates }, () =>
    statistic((samples) => resampled(samples, next)),
  ).filter((value) => !Number.isNaN(value));
  if (drawn.length === 0) return { estimate, low: estimate, high: estimate };
  return {
    estimate,
    low: Math.min(estimate, finite(quantile(drawn, 0.025), drawn, Math.min)),
    high: Math.max(estimate, finite(quantile(drawn, 0.975), drawn, Math.max)),
  };
}

/** Interpolating between infinities gives NaN; the extreme itself is then the bound. */
function finite(
  value: number,
  drawn: readonly number[],
  extreme: (...values: number[]) => number,
): number {
  return Number.isNaN(value) ? extreme(...drawn) : value;
}
