import type { Chart } from '../chart/chart.ts';
import { drawnOf } from '../chart/drawn.ts';
import { figure } from '../format.ts';
import type { Naming } from '../naming.ts';
import { split } from '../settings.ts';

/** The numbers of a chart as a table of texts, with what all rows share said once. */
export interface Numbers {
  readonly shared: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** From this column on there are numbers. */
  readonly figures: number;
}

/** What a chart draws, in the measurements' own unit; with a baseline, the quotients that it shows as well. */
export function numbersOf(chart: Chart, naming: Naming): Numbers {
  const drawn = drawnOf(chart);
  const { shared, axes } = split(drawn.map(({ mark }) => mark.row.conditions));
  const unit = chart.rows[0]?.unit ?? '';
  const panelled = drawn.some(({ panel }) => panel !== '');
  return {
    shared: [chart.name, unit, naming.settings(shared)]
      .filter((part, at, all) => !['', '1', 'count'].includes(part) && all.indexOf(part) === at)
      .join(' · '),
    head: [
      ...(panelled ? ['panel'] : []),
      ...axes.map((axis) => naming.axis(axis)),
      ...['median', 'min', 'max'],
      ...(chart.baseline ? [`× ${chart.baseline.name}`] : []),
      'n',
    ],
    rows: drawn.map(({ panel, mark }) => [
      ...(panelled ? [panel] : []),
      ...axes.map((axis) => naming.value(axis, mark.row.conditions[axis])),
      ...[mark.value, mark.low, mark.high].map((one) => figure(one * mark.base)),
      ...(chart.baseline ? [figure(mark.value)] : []),
      figure(mark.n),
    ]),
    figures: axes.length + (panelled ? 1 : 0),
  };
}
