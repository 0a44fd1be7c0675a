import { Fault } from '../../data/schema/fault.ts';
import type { Lost, Measurement } from '../../data/schema/run.ts';
import { lostWords, mend } from '../substrate/lost.ts';

/** The columns of the counting plugin's lines, as metrics: kernel and program, then the program alone. */
const columns = ['flushes', 'fences', 'clwb', 'sfence'] as const;

/** Of the counting plugin, one line a sample: what ran between the sample's marks. */
export function readCounts(text: string): readonly (readonly number[])[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(' ').map(Number));
}

/** The metric by whose samples the counts are lined up: every timed window has exactly one. */
const timed = 'instructions';

/**
 * Adds the plugin's counts to each setting. The program runs its jobs in order, and the plugin sees
 * its windows in that order; where two threads take turns their windows alternate.
 * @throws Fault `checkFailed` if the plugin saw another number of windows than the program printed samples,
 * as where a job failed in the midst of them: that one is named.
 */
export function withCounts(
  measurements: readonly Measurement[],
  text: string,
  lost: readonly Lost[] = [],
): Measurement[] {
  const counts = readCounts(text);
  const windows = measurements.filter(({ metric }) => metric === timed);
  const total = windows.reduce((sum, { samples }) => sum + samples.length, 0);
  if (counts.length !== total) {
    const seen = `the plugin saw ${counts.length} windows, the program printed ${total}`;
    const [failed] = lost;
    if (failed) throw new Fault('checkFailed', `${lostWords(failed)}; so ${seen}`, mend);
    throw new Fault('checkFailed', seen, 'report it: no setting failed');
  }
  let at = 0;
  return measurements.flatMap((measurement) => {
    if (measurement.metric !== timed) return [measurement];
    const { conditions, samples } = measurement;
    // The persisting side's windows come first of each pair, the mutating side's second.
    const [first, step] =
      conditions['side'] === undefined
        ? [at, 1]
        : conditions['side'] === 'persist'
          ? [at, 2]
          : [at - samples.length + 1, 2];
    at += samples.length;
    const own = samples.map((_, index) => counts[first + index * step] ?? []);
    const added = columns.map((metric, column) => ({
      metric,
      unit: 'count',
      conditions,
      samples: own.map((window) => window[column] ?? 0),
    }));
    return [measurement, ...added];
  });
}
