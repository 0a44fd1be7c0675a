import type { Aggregate } from '../predicate/syntax.ts';

/** One number for many samples; quantiles interpolate linearly between order statistics. */
export function aggregate(samples: readonly number[], how: Aggregate): number {
  if (samples.length === 0) throw new Error('no samples to aggregate');
  if (how === 'mean') return samples.reduce((sum, x) => sum + x, 0) / samples.length;
  return quantile(samples, quantiles[how]);
}

const quantiles = { min: 0, median: 0.5, p90: 0.9, p99: 0.99, max: 1 } as const;

/** Hyndman and Fan's definition 7, the default of R and NumPy; `at` in [0, 1]. */
export function quantile(samples: readonly number[], at: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const position = at * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
  if (low === undefined || high === undefined) throw new Error('quantile of nothing');
  return low + (high - low) * (position - Math.floor(position));
}
