import { Fault } from '../../data/schema/fault.ts';
import type { Measurement } from '../../data/schema/run.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import { columns, indistinct, type Outcome } from './program-measurements.ts';

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
 * its windows in that order; where two threads take turns their windows alternate. Where a setting failed within its
 * windows, those after it cannot be told apart: the settings before it keep theirs, the others are lost.
 * @throws Fault `checkFailed` if the plugin saw another number of windows than the program printed samples, and no
 * setting failed.
 */
export function withCounts(
  settings: readonly Conditions[],
  { measurements, lost }: Outcome,
  text: string,
): Outcome {
  const counts = readCounts(text);
  const total = windowsOf(measurements);
  if (counts.length === total) return { measurements: counted(measurements, counts), lost };
  const failed = settings.findIndex((setting) =>
    lost.some(({ conditions }) => isOf(conditions, setting)),
  );
  const before = measurements.filter(({ conditions }) => {
    const at = settings.findIndex((setting) => isOf(conditions, setting));
    return at < failed;
  });
  if (failed < 0 || windowsOf(before) > counts.length) {
    const seen = `the plugin saw ${counts.length} windows, the program printed ${total}`;
    throw new Fault('checkFailed', seen, 'report it: no setting failed');
  }
  const after = settings.filter(
    (setting, at) => at > failed && !lost.some(({ conditions }) => isOf(conditions, setting)),
  );
  return {
    measurements: counted(before, counts),
    lost: [...lost, ...after.map((conditions) => ({ conditions, why: indistinct }))],
  };
}

const isOf = (conditions: Conditions, setting: Conditions): boolean =>
  Object.entries(setting).every(([axis, value]) => conditions[axis] === value);

const windowsOf = (measurements: readonly Measurement[]): number =>
  measurements
    .filter(({ metric }) => metric === timed)
    .reduce((sum, { samples }) => sum + samples.length, 0);

function counted(
  measurements: readonly Measurement[],
  counts: readonly (readonly number[])[],
): Measurement[] {
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
