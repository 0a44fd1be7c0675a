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
    return found.map(({ side, metric, unit, samples }) => ({
      metric,
      unit,
      conditions: side ? { ...setting, side } : setting,
      samples: [...samples],
    }));
  });
}
