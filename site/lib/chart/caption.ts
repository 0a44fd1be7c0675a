import { count, figure } from '../format.ts';
import type { Chart, Scale } from './chart.ts';

/** How to read a chart: its scales, what its marks are, and what it leaves out. */
export function caption(chart: Chart): string {
  const samples = chart.panels.flatMap((panel) =>
    panel.lines.flatMap((line) => line.marks.map(({ n }) => n)),
  );
  const [least, most] = [Math.min(...samples), Math.max(...samples)];
  const scales = [chart.value, ...(chart.across ? [chart.across] : [])].map(scaleWords);
  return [
    `${capital(chart.value.name)}: ${scales[0]} scale${chart.panels.length > 1 ? ', the same in every panel' : ''}.`,
    chart.across ? `Across: ${chart.across.name}, ${scales[1]} scale.` : '',
    `Points are medians, bars reach from the least to the greatest sample${chart.baseline ? ", both over the baseline's median" : ''}; n = ${least === most ? figure(least) : `${figure(least)} to ${figure(most)}`} a point.`,
    coincide(chart),
    chart.left > 0
      ? `${count(chart.left, 'measurement')} more than can be told apart ${chart.left === 1 ? 'is' : 'are'} not drawn.`
      : '',
    chart.unrelated > 0
      ? `${count(chart.unrelated, 'measurement')} without a baseline above zero at the same place ${chart.unrelated === 1 ? 'is' : 'are'} not drawn.`
      : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** Lines that an eye cannot tell apart, since they have the same medians. */
function coincide({ panels, form }: Chart): string {
  if (form === 'dots') return '';
  const hidden = panels.flatMap(({ lines }) => {
    const groups = Map.groupBy(lines, ({ marks }) =>
      marks.map(({ x, value }) => `${x}:${value}`).join(),
    );
    return [...groups.values()]
      .filter((of) => of.length > 1)
      .map((of) => of.map(({ name }) => name).join(' and '));
  });
  const said = [...new Set(hidden)];
  return said.length === 0 ? '' : `On one another lie ${said.join('; ')}.`;
}

const capital = (text: string) => text.replace(/^./, (letter) => letter.toUpperCase());
const scaleWords = (scale: Scale) => (scale.log ? 'logarithmic' : 'linear');
