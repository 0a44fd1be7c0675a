import type { Measurement } from '../../data/schema/run.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import type { Outcome } from './program-measurements.ts';
import { type JobResult, type SerialResult, serialTail } from './serial.ts';

/** Joins what the guest printed with the settings that it was asked for; a setting without a result is lost. */
export function measurementsOf(
  settings: readonly Conditions[],
  { results, refusals }: SerialResult,
  serial: string,
): Outcome {
  const lost = settings.flatMap((conditions, id) =>
    results.has(id)
      ? []
      : [
          {
            conditions,
            why:
              refusals.get(id) ??
              refusals.get(-1) ??
              `nothing said; the last lines: ${serialTail(serial)}`,
          },
        ],
  );
  const measurements = settings.flatMap((setting, id) => {
    const measured = measuredOf(results.get(id), setting);
    return [...measured, ...measured.flatMap(sharedWithModel)];
  });
  return { measurements, lost };
}

/** What one job printed, with its setting. */
export const measuredOf = (
  printed: readonly JobResult[] | undefined,
  setting: Conditions,
): Measurement[] =>
  (printed ?? []).map(({ side, metric, unit, samples }) => ({
    metric,
    unit,
    conditions: side ? { ...setting, side } : setting,
    samples: [...samples],
  }));

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
