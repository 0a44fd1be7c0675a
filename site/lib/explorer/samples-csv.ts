import { csvCells, csvLine } from '../../../data/schema/csv.ts';
import type { Chart } from '../chart/chart.ts';
import { drawnOf } from '../chart/drawn.ts';
import type { Row } from './rows.ts';

/** Axes that joining several runs adds; run and scope have columns of their own. */
const added = ['run-id', 'substrate'];

/** A row, and what stands behind each of its samples. */
interface Line {
  readonly row: Row;
  readonly more: readonly (string | number)[];
}

/** Every sample on a line of its own, each axis in a column, by id; run and scope stand first. */
export const samplesCsv = (rows: readonly Row[]): string =>
  csvOf(
    rows.map((row) => ({ row, more: [] })),
    [],
  );

/**
 * The samples that a chart draws, and no others. Relative to a baseline, panel and baseline stand last:
 * the chart shows the quotient of `value` and `baseline`. `rows` are those that the chart was made from.
 */
export function drawnCsv(chart: Chart, rows: readonly Row[]): string {
  const byRow = new Map<unknown, Row>(rows.map((row) => [row, row]));
  const drawn = drawnOf(chart).flatMap(({ panel, mark }) => {
    const row = byRow.get(mark.row);
    return row ? [{ row, more: chart.baseline ? [panel, mark.base] : [] }] : [];
  });
  return csvOf(drawn, chart.baseline ? ['panel', 'baseline'] : []);
}

function csvOf(lines: readonly Line[], more: readonly string[]): string {
  const every = new Set(lines.flatMap(({ row }) => Object.keys(row.conditions)));
  const axes = [...every].filter((axis) => !added.includes(axis));
  const head = csvLine(['run', 'scope', 'metric', 'unit', ...axes, 'sample', 'value', ...more]);
  const body = lines.flatMap(({ row, more: behind }) => {
    const { from, metric, unit, conditions, samples } = row;
    const setting = axes.map((axis) => conditions[axis] ?? '');
    const cells = csvCells([from.id, from.substrate, metric, unit, ...setting]);
    return samples.map((sample, index) => `${cells},${csvLine([index, sample, ...behind])}`);
  });
  return head + body.join('');
}
