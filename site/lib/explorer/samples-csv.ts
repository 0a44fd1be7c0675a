import { csvCells, csvLine } from '../../../data/schema/csv.ts';
import type { Row } from './rows.ts';

/** Every sample on a line of its own, each axis in a column; run and substrate stand first. */
export function samplesCsv(rows: readonly Row[]): string {
  const axes = [...new Set(rows.flatMap((one) => Object.keys(one.conditions)))].filter(
    (axis) => axis !== 'run-id' && axis !== 'substrate',
  );
  const lines = rows.map((one) => {
    const setting = csvCells([
      one.from.id,
      one.from.substrate,
      one.metric,
      one.unit,
      ...axes.map((axis) => one.conditions[axis] ?? ''),
    ]);
    return one.samples.map((sample, index) => `${setting},${index},${sample}\r\n`).join('');
  });
  return csvLine(['run', 'scope', 'metric', 'unit', ...axes, 'sample', 'value']) + lines.join('');
}
