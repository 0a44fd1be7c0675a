import type { Metric } from '../../../data/schema/metric.ts';
import type { MeasuredRow } from '../evidence-row.ts';

/**
 * Whether repeating the run gives the same samples, so that they are compared exactly. Counts taken on
 * several processors carry the condition `counts: noisy` and are compared like times.
 */
export function isExact(
  metric: Metric | undefined,
  { run, conditions }: Pick<MeasuredRow, 'run' | 'conditions'>,
): boolean {
  return metric?.deterministic.includes(run.substrate) === true && conditions['counts'] !== 'noisy';
}
