import { Fault } from '../../data/schema/fault.ts';
import type { Metric } from '../../data/schema/metric.ts';
import type { Exploration, Measurement, Run } from '../../data/schema/run.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import { sameDimension, unitOf } from './predicate/unit.ts';

/** The samples of one metric of one run under one setting, in the base of the metric's unit. */
export interface MeasuredRow {
  readonly kind: 'measured';
  readonly metric: string;
  readonly conditions: Conditions;
  readonly samples: readonly number[];
  readonly run: Run;
  /** Its place in `run.measurements`. */
  readonly index: number;
}

/** What one run found for one invariant under one setting. */
export interface ExploredRow {
  readonly kind: 'explored';
  readonly exploration: Exploration;
  readonly conditions: Conditions;
  readonly run: Run;
  /** Its place in `run.explorations`. */
  readonly index: number;
}

export type EvidenceRow = MeasuredRow | ExploredRow;

/**
 * Everything that a run says, row by row; the approach of an exploration is an axis like any other.
 * @throws Fault where a metric is unknown, or its unit is of another dimension than the registry's.
 */
export function rowsOf(run: Run, metrics: ReadonlyMap<string, Metric>): readonly EvidenceRow[] {
  return [
    ...run.measurements.map((one, index) => ({ ...measuredRow(run, one, metrics), index })),
    ...run.explorations.map((exploration, index) => ({
      kind: 'explored' as const,
      exploration,
      conditions: { ...exploration.conditions, approach: exploration.approach },
      run,
      index,
    })),
  ];
}

function measuredRow(
  run: Run,
  { metric, unit, conditions, samples }: Measurement,
  metrics: ReadonlyMap<string, Metric>,
): Omit<MeasuredRow, 'index'> {
  const registered = metrics.get(metric);
  if (!registered) throw refused(run, `metric ${metric} is not in data/metrics.yaml`);
  const [given, expected] = [unitOf(unit), unitOf(registered.unit)];
  if (!expected) throw refused(run, `metric ${metric} has an unknown unit ${registered.unit}`);
  if (!given || !sameDimension(given, expected)) {
    throw refused(run, `metric ${metric} is in ${unit}, the registry says ${registered.unit}`);
  }
  const { scale } = given;
  return {
    kind: 'measured',
    metric,
    conditions,
    samples: scale === 1 ? samples : samples.map((sample) => sample * scale),
    run,
  };
}

function refused(run: Run, what: string): Fault {
  return new Fault(
    'inputRefused',
    `run ${run.id} of ${run.experiment} on ${run.substrate}: ${what}`,
    'mend the run or the registry',
  );
}
