import { escapeUTF8 } from 'entities/escape';
import { figure } from '../format.ts';
import { plain } from '../visible.ts';
import type { Chart, Line, Mark, Panel } from './chart.ts';
import { type Layout, layoutOf, spread } from './layout.ts';
import { placed } from './scale.ts';
import { shapeOf } from './shapes.ts';

/** One panel of a chart as SVG, for pages before and without scripts. */
export function svgOf(chart: Chart, panel: Panel, narrow: boolean): string {
  const layout = layoutOf(chart, panel, narrow);
  const { width, height } = layout;
  const about = [chart.name, panel.name].filter((part) => part !== '').join(', ');
  const inside = chart.form === 'dots' ? rows(chart, panel, layout) : lines(chart, panel, layout);
  const size = chart.panels.length > 1 ? 'small' : narrow ? 'slim' : 'broad';
  return `<svg class="plot ${size}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(`${about}; the table below has the numbers`)}">${inside}</svg>`;
}

function lines(chart: Chart, panel: Panel, layout: Layout): string {
  const { left, right, top, bottom, names, pitch } = layout;
  const { value, across } = chart;
  if (!across) return '';
  const x = placed(across, [left, right]);
  const y = placed(value, [bottom, top]);
  const below = bottom + 36;
  const ends = spread(
    panel.lines.map((line) => y(line.marks.at(-1)?.value ?? 0)),
    14,
    top,
    bottom,
  );
  return [
    ...value.ticks.map(
      (tick) =>
        `<line class="grid" x1="${left}" x2="${right}" y1="${at(y(tick.value))}" y2="${at(y(tick.value))}"/>${text('tick', left - 6, y(tick.value) + 4, tick.label, 'end')}`,
    ),
    ...across.ticks.map(
      (tick) =>
        `<line class="axis" x1="${at(x(tick.value))}" x2="${at(x(tick.value))}" y1="${bottom}" y2="${bottom + 5}"/>${text('tick', x(tick.value), bottom + 18, tick.label, 'middle')}`,
    ),
    `<line class="axis" x1="${left}" x2="${right}" y1="${bottom}" y2="${bottom}"/>`,
    text('tick', right, below, across.name, 'end'),
    ...panel.lines.map((line) => {
      const path = line.marks
        .map((mark, index) => `${index === 0 ? 'M' : 'L'}${at(x(mark.x))} ${at(y(mark.value))}`)
        .join('');
      const marks = line.marks.map((mark) => {
        const [cx, low, high] = [at(x(mark.x)), at(y(mark.low)), at(y(mark.high))];
        return `${bar(mark, `x1="${cx}" x2="${cx}" y1="${low}" y2="${high}"`)}${dot(line, cx, at(y(mark.value)))}`;
      });
      return group(line, `<path class="line" d="${path}"/>${marks.join('')}`);
    }),
    ...panel.lines.map((line, index) => {
      const row = below + 22 + index * pitch;
      return names === 'ends'
        ? text('name', right + 10, (ends[index] ?? 0) + 4, line.name)
        : group(line, dot(line, 8, row) + text('name', 20, row + 4, line.name));
    }),
  ].join('');
}

function rows(chart: Chart, panel: Panel, layout: Layout): string {
  const { width, left, right, top, bottom, names, pitch } = layout;
  const x = placed(chart.value, [left, right]);
  const ticks = chart.value.ticks.map(
    (tick) =>
      `<line class="grid" x1="${at(x(tick.value))}" x2="${at(x(tick.value))}" y1="${top}" y2="${bottom}"/>${text('tick', x(tick.value), bottom + 16, tick.label, 'middle')}`,
  );
  const drawn = panel.lines.map((line, index) => {
    const y = top + (index + 0.5) * pitch;
    const name = line.name || chart.name;
    const label =
      names === 'above'
        ? text('name', 0, y - 12, name)
        : text('name', left - 10, y + 4, name, 'end');
    const marks = line.marks.map((mark) => {
      const y1 = at(y);
      return `${bar(mark, `x1="${at(x(mark.low))}" x2="${at(x(mark.high))}" y1="${y1}" y2="${y1}"`)}${dot(line, at(x(mark.value)), y1)}${text('tick', width, y + 4, figure(mark.value), 'end')}`;
    });
    return group(line, label + marks.join(''));
  });
  return [...ticks, ...drawn].join('');
}

const bar = ({ low, high }: Mark, ends: string) =>
  low === high ? '' : `<line class="bar" ${ends}/>`;
const dot = (line: Line, cx: number, cy: number) =>
  `<path class="dot" d="M${cx} ${cy}${shapeOf(line.shape).path}"/>`;
const group = (line: Line, inside: string) =>
  `<g class="a-${line.approach === null ? 'none' : escaped(line.approach)}">${inside}</g>`;
const text = (kind: string, x: number, y: number, said: string, anchor = 'start') =>
  `<text class="${kind}" x="${at(x)}" y="${at(y)}"${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}>${escaped(said)}</text>`;
/** A tenth of a pixel is more than an eye sees. */
const at = (value: number) => Math.round(value * 10) / 10;
/** Names may come from foreign results. */
const escaped = (said: string) => escapeUTF8(plain(said));
