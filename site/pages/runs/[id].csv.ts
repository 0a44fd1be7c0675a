import type { APIRoute } from 'astro';
import type { Run } from '../../../data/schema/run.ts';
import { csvCells, csvLine } from '../../lib/csv.ts';
import { runs } from '../../lib/data.ts';

export function getStaticPaths() {
  return runs().map((run) => ({ params: { id: run.id }, props: { run } }));
}

/** Every sample on a line of its own, each condition in a column. */
export const GET: APIRoute<{ run: Run }> = ({ props: { run } }) => {
  const axes = [...new Set(run.measurements.flatMap((one) => Object.keys(one.conditions)))];
  const lines = run.measurements.flatMap((one) => {
    const setting = csvCells([
      run.id,
      run.substrate,
      one.metric,
      one.unit,
      ...axes.map((axis) => one.conditions[axis] ?? ''),
    ]);
    return one.samples.map((sample, index) => `${setting},${index},${sample}\r\n`);
  });
  const head = csvLine(['run', 'scope', 'metric', 'unit', ...axes, 'sample', 'value']);
  return new Response(head + lines.join(''), { headers: { 'content-type': 'text/csv' } });
};
