import { figure, quantity } from '../format.ts';
import type { Chart, Line, Mark, Panel, Scale } from './chart.ts';
import { type Layout, layoutOf, spread } from './layout.ts';
import { shapeOf } from './shapes.ts';

/** What a canvas needs to be told, since it knows no style sheet. */
export interface Ink {
  /** A custom property of the page as a colour. */
  colour(name: string): string;
  readonly font: string;
}

/** One panel of a chart for chart.js: the same marks, scales and names as its SVG. */
export function configOf(chart: Chart, panel: Panel, narrow: boolean, ink: Ink, raw: boolean) {
  const layout = layoutOf(chart, panel, narrow);
  const dots = chart.form === 'dots';
  const text = { color: ink.colour('--soft'), font: { family: ink.font, size: 11.5 } };
  const scale = (of: Scale, title: boolean) => ({
    type: of.log ? 'logarithmic' : 'linear',
    min: of.from,
    max: of.to,
    grid: { color: ink.colour('--rule') },
    afterBuildTicks: (axis: { ticks: { value: number }[] }) => {
      axis.ticks = of.ticks.map(({ value }) => ({ value }));
    },
    ticks: {
      ...text,
      autoSkip: false,
      maxRotation: 0,
      callback: (value: number) => of.ticks.find((tick) => tick.value === value)?.label ?? null,
    },
    title: { display: title, text: of.name, align: 'end', ...text },
  });
  const rows = (side: 'left' | 'right', label: (line: Line) => string) => ({
    type: 'linear',
    position: side,
    reverse: true,
    min: -0.5,
    max: panel.lines.length - 0.5,
    grid: { display: false },
    afterBuildTicks: (axis: { ticks: { value: number }[] }) => {
      axis.ticks = panel.lines.map((_, value) => ({ value }));
    },
    ticks: {
      ...text,
      autoSkip: false,
      callback: (value: number) => {
        const line = panel.lines[value];
        return line ? label(line) : '';
      },
    },
  });
  const scales = dots
    ? {
        x: scale(chart.value, false),
        y: {
          ...rows('left', (line) => line.name || chart.name),
          ...(narrow ? { display: false } : {}),
        },
        figures: rows('right', ({ marks: [mark] }) => (mark ? figure(mark.value) : '')),
      }
    : chart.across
      ? { x: scale(chart.across, true), y: scale(chart.value, false) }
      : {};
  return {
    type: 'scatterWithErrorBars',
    data: { datasets: datasets(chart, panel, ink, raw) },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      scales,
      layout: { padding: { right: layout.names === 'ends' ? layout.width - layout.right : 0 } },
      plugins: {
        tooltip: {
          callbacks: { label: (item: { raw: unknown }) => said(item.raw, chart) },
        },
        legend: { display: false },
        annotation: {
          clip: false,
          annotations: labels(panel, layout, text.font, ink),
        },
      },
    },
  };
}

/** A mark as chart.js takes it. */
export interface Datum {
  readonly x: number;
  readonly y: number;
  readonly xMin?: number;
  readonly xMax?: number;
  readonly yMin?: number;
  readonly yMax?: number;
  readonly label: string;
}

function datasets(chart: Chart, panel: Panel, ink: Ink, raw: boolean) {
  const dots = chart.form === 'dots';
  return panel.lines.flatMap((line, row) => {
    const { style, turned } = shapeOf(line.shape);
    const shade = ink.colour(line.approach ? `--a-${line.approach}` : '--ink');
    const common = { borderColor: shade, backgroundColor: shade };
    const medians = {
      ...common,
      label: line.name,
      data: line.marks.map((mark) => datum(mark, line.name, dots ? row : null)),
      showLine: !dots,
      borderWidth: 1.75,
      pointStyle: style,
      pointRotation: turned,
      pointBorderColor: ink.colour('--ink'),
      pointBorderWidth: 0.75,
      pointRadius: 4,
      errorBarColor: shade,
      errorBarWhiskerColor: shade,
      errorBarLineWidth: 2,
      errorBarWhiskerLineWidth: 0,
      errorBarWhiskerSize: 0,
      clip: false,
    };
    const samples = {
      ...common,
      label: `${line.name}, samples`,
      data: line.marks.flatMap((mark) =>
        mark.samples.map((sample) =>
          dots
            ? { x: sample, y: row, label: line.name }
            : { x: mark.x, y: sample, label: line.name },
        ),
      ),
      pointRadius: 1.5,
      pointStyle: 'circle',
      showLine: false,
    };
    return raw ? [medians, samples] : [medians];
  });
}

const datum = (mark: Mark, label: string, row: number | null): Datum =>
  row === null
    ? { x: mark.x, y: mark.value, yMin: mark.low, yMax: mark.high, label }
    : { x: mark.value, y: row, xMin: mark.low, xMax: mark.high, label };

/** Names at the ends of lines, or above the rows of a narrow dot plot. */
function labels(panel: Panel, layout: Layout, font: object, ink: Ink) {
  const common = { type: 'label', font, color: ink.colour('--ink'), padding: 0, clip: false };
  if (layout.names === 'ends') {
    return panel.lines.map((line, index) => ({
      ...common,
      content: line.name,
      xValue: ({ chart }: Drawn) => chart.scales['x']?.max,
      yValue: line.marks.at(-1)?.value,
      position: { x: 'start', y: 'center' },
      xAdjust: 10,
      yAdjust: ({ chart }: Drawn) => {
        const axis = chart.scales['y'];
        if (!axis) return 0;
        const wanted = panel.lines.map((one) =>
          axis.getPixelForValue(one.marks.at(-1)?.value ?? 0),
        );
        const moved = spread(wanted, 14, axis.top, axis.bottom);
        return (moved[index] ?? 0) - (wanted[index] ?? 0);
      },
    }));
  }
  return layout.names === 'above'
    ? panel.lines.map((line, row) => ({
        ...common,
        content: line.name,
        xValue: ({ chart }: Drawn) => chart.scales['x']?.min,
        yValue: row,
        position: { x: 'start', y: 'center' },
        yAdjust: -16,
      }))
    : [];
}

interface Drawn {
  readonly chart: {
    readonly scales: Readonly<
      Record<
        string,
        {
          readonly min: number;
          readonly max: number;
          readonly top: number;
          readonly bottom: number;
          getPixelForValue(value: number): number;
        }
      >
    >;
  };
}

function said(raw: unknown, chart: Chart): string {
  const { x, y, label } = raw as Datum;
  const shown = quantity(chart.form === 'dots' ? x : y, chart.unit);
  return `${label}${chart.across ? `, ${chart.across.name} ${figure(x)}` : ''}: ${shown}`;
}
