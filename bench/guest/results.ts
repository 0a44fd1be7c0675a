import { Fault } from '../../data/schema/fault.ts';
import type { Measurement } from '../../data/schema/run.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import { type SerialResult, serialTail } from './serial.ts';

/**
 * Joins what the guest printed with the settings that it was asked for.
 * @throws Fault `checkFailed` if a setting has no result: half a matrix is no result.
 */
export function measurementsOf(
  settings: readonly Conditions[],
  { results, refusals }: SerialResult,
  serial: string,
): Measurement[] {
  return settings.flatMap((setting, id) => {
    const found = results.get(id);
    if (!found) {
      throw new Fault(
        'checkFailed',
        `the guest has no result for ${JSON.stringify(setting)}: ${refusals.get(id) ?? refusals.get(-1) ?? 'nothing said'}; its last lines: ${serialTail(serial)}`,
        'except the setting in the experiment file, or mend the set-up',
      );
    }
    const measured = found.map(({ side, metric, unit, samples }) => ({
      metric,
      unit,
      conditions: side ? { ...setting, side } : setting,
      samples: [...samples],
    }));
    return [...measured, ...measured.flatMap(sharedWithModel)];
  });
}

/** A count of the kernel under the name that the model uses for the same thing. */
function sharedWithModel(measurement: Measurement): Measurement[] {
  const { metric, conditions } = measurement;
  const xfs = conditions['fs'] === 'xfs';
  const shared =
    metric === 'page-faults'
      ? 'faults'
      : metric === (xfs ? 'xfs-log-writes' : 'jbd2-commits') // each writes one log buffer or commit
        ? 'log-forces'
        : undefined;
  return shared ? [{ ...measurement, metric: shared, unit: 'count' }] : [];
}
