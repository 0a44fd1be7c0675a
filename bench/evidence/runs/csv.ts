import { csvLine } from '../../../data/schema/csv.ts';
import type { Run } from '../../../data/schema/run.ts';

/**
 * Every sample of a run as CSV: one row a sample, one column an axis, explorations as
 * rows whose metric is `holds(…)`, whose value is 1 or 0, with the states checked in `states`.
 */
export function runCsv(run: Run): string {
  const axes = [
    ...new Set(
      [...run.measurements, ...run.explorations].flatMap(({ conditions }) =>
        Object.keys(conditions),
      ),
    ),
  ].sort();
  const fixed = ['run', 'experiment', 'substrate', 'metric', 'unit', 'sample', 'value', 'states'];
  const about = [run.id, run.experiment, run.substrate];
  const rows = [
    ...run.measurements.flatMap(({ metric, unit, conditions, samples }) =>
      samples.map((value, index) => [
        ...[...about, metric, unit, index, value, ''],
        ...axes.map((axis) => conditions[axis] ?? ''),
      ]),
    ),
    ...run.explorations.map(({ invariant, conditions, holds, states }) => [
      ...[...about, `holds(${invariant})`, 'flag', 0, Number(holds), states],
      ...axes.map((axis) => conditions[axis] ?? ''),
    ]),
  ];
  return [[...fixed, ...axes], ...rows].map(csvLine).join('');
}
