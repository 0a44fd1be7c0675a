import { csvCells, csvLine } from '../../../data/schema/csv.ts';
import type { Chart } from '../chart/chart.ts';
import { drawnOf } from '../chart/drawn.ts';
import type { Row } from './rows.ts';

/** Axes that joining several runs adds; run and scope have columns of their own. */
const added = ['run-id', 'substrate'];

const axesOf = (rows: readonly Row[]): string[] =>
  [...new Set(rows.flatMap((one) => Object.keys(one.conditions)))].filter(
    (axis) => !added.includes(axis),
  );

const head = (axes: readonly string[]) => ['run', 'scope', 'metric', 'unit', ...axes];

const setting = (row: Row, axes: readonly string[]) => [
  row.from.id,
  row.from.substrate,
  row.metric,
  row.unit,
  ...axes.map((axis) => row.conditions[axis] ?? ''),
];

/** Every sample on a line of its own, each axis in a column, by id; run and scope stand first. */
export function samplesCsv(rows: readonly Row[]): string {
  const axes = axesOf(rows);
  const lines = rows.map((row) => {
    const cells = csvCells(setting(row, axes));
    return row.samples.map((sample, index) => `${cells},${index},${sample}\r\n`).join('');
  });
  return csvLine([...head(axes), 'sample', 'value']) + lines.join('');
}

/**
 * The samples that a chart draws, and no others. Relative to a baseline, panel and baseline stand last:
 * the chart shows the quotient of `value` and `baseline`. `rows` are those that the chart was made from.
 */
export function drawnCsv(chart: Chart, rows: readonly Row[]): string {
  const byRow = new Map<unknown, Row>(rows.map((row) => [row, row]));
  const drawn = drawnOf(chart).flatMap(({ panel, mark }) => {
    const row = byRow.get(mark.row);
    return row ? [{ panel, base: mark.base, row }] : [];
  });
  if (!chart.baseline) return samplesCsv(drawn.map(({ row }) => row));
  const axes = axesOf(drawn.map(({ row }) => row));
  const lines = drawn.flatMap(({ panel, base, row }) => {
    const cells = setting(row, axes);
    return row.samples.map((sample, index) => csvLine([...cells, index, sample, panel, base]));
  });
  return csvLine([...head(axes), 'sample', 'value', 'panel', 'baseline']) + lines.join('');
}
