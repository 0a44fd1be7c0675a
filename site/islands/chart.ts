import {
  Chart,
  type ChartConfiguration,
  Legend,
  LinearScale,
  LineElement,
  LogarithmicScale,
  PointElement,
  Tooltip,
} from 'chart.js';
import { PointWithErrorBar, ScatterWithErrorBarsController } from 'chartjs-chart-error-bars';
import annotation from 'chartjs-plugin-annotation';
import type { Applies } from '../lib/explorer/rows.ts';
import { figure, powerLabel, quantity, setting, words } from '../lib/format.ts';
import type { Plot, Point, Series } from '../lib/plot.ts';

Chart.register(
  Legend,
  LinearScale,
  LogarithmicScale,
  LineElement,
  PointElement,
  PointWithErrorBar,
  ScatterWithErrorBarsController,
  Tooltip,
  annotation,
);

let drawn: Chart | undefined;
const styles = ['circle', 'rect', 'rectRot', 'triangle'] as const;

/** Draws a plot into a box of fixed height; the chart before it is taken away. */
export function draw(
  box: HTMLElement,
  plot: Plot,
  raw: boolean,
  applies: readonly Applies[],
): void {
  drawn?.destroy();
  const rows =
    plot.form === 'dots' ? plot.series.reduce((sum, one) => sum + one.points.length, 0) : 0;
  box.style.height = `${Math.max(384, rows * 20 + 60)}px`;
  const canvas = document.createElement('canvas');
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', `${words(plot.metric)}; the table below has the numbers`);
  box.replaceChildren(canvas);
  drawn = new Chart(canvas, configuration(plot, raw, applies) as ChartConfiguration);
}

const ink = (name: string) =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Custom properties may hold `light-dark()`, which a canvas does not know: an element resolves it. */
function colour(name: string): string {
  const probe = document.createElement('i');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

function configuration(plot: Plot, raw: boolean, applies: readonly Applies[]) {
  const dots = plot.form === 'dots';
  const labels = dots
    ? plot.series.flatMap((series) => series.points.map((point) => point.label))
    : [];
  const text = { color: colour('--soft'), font: { family: ink('--sans'), size: 12 } };
  const grid = { color: colour('--rule') };
  const value = {
    type: plot.logY ? 'logarithmic' : 'linear',
    beginAtZero: !plot.logY,
    grid,
    ticks: { ...text, callback: (tick: number) => tickLabel(tick, plot.logY) },
    title: {
      display: true,
      text:
        plot.unit === plot.metric || plot.unit === 'count' || plot.unit === '1'
          ? words(plot.metric)
          : `${words(plot.metric)} (${plot.unit})`,
      ...text,
    },
  };
  const rows = {
    type: 'linear',
    reverse: true,
    min: -0.5,
    max: labels.length - 0.5,
    grid: { display: false },
    // One tick a row; a linear axis would put them where it likes.
    afterBuildTicks: (axis: { ticks: { value: number }[] }) => {
      axis.ticks = labels.map((_, value) => ({ value }));
    },
    ticks: { ...text, autoSkip: false, callback: (tick: number) => labels[tick] ?? '' },
  };
  const across = {
    type: plot.logX ? 'logarithmic' : 'linear',
    grid,
    ticks: { ...text, callback: (tick: number) => tickLabel(tick, plot.logX) },
    title: { display: true, text: plot.xName ?? '', ...text },
  };
  return {
    type: 'scatterWithErrorBars',
    data: { datasets: datasets(plot, raw, labels) },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      scales: dots ? { x: value, y: rows } : { x: across, y: value },
      plugins: {
        tooltip: { callbacks: { label: (item: { raw: unknown }) => tooltip(item.raw, plot) } },
        legend: {
          display: !dots,
          position: 'right',
          labels: {
            ...text,
            usePointStyle: true,
            boxHeight: 7,
            filter: (item: { text: string }) => !item.text.endsWith(', samples'),
          },
        },
        annotation: { annotations: dots ? {} : lines(plot, applies) },
      },
    },
  };
}

function datasets(plot: Plot, raw: boolean, labels: readonly string[]) {
  return plot.series.flatMap((series, index) => {
    const shade = series.approach ? colour(`--a-${series.approach}`) : colour('--ink');
    const common = {
      borderColor: shade,
      backgroundColor: shade,
      pointStyle: styles[index % styles.length],
      pointBorderColor: colour('--ink'),
    };
    const medians = {
      ...common,
      label: series.name,
      data: series.points.map((point) => placed(plot, point, labels)),
      showLine: plot.form === 'lines',
      borderWidth: 1.75,
      pointRadius: 4,
      errorBarColor: shade,
      errorBarWhiskerColor: shade,
      errorBarLineWidth: 1.5,
      errorBarWhiskerSize: 8,
    };
    return raw
      ? [
          medians,
          {
            ...common,
            label: `${series.name}, samples`,
            data: samplesOf(plot, series, labels),
            pointRadius: 1.5,
            pointStyle: 'circle',
            showLine: false,
          },
        ]
      : [medians];
  });
}

function placed(plot: Plot, point: Point, labels: readonly string[]) {
  return plot.form === 'dots'
    ? {
        x: point.median,
        xMin: point.low,
        xMax: point.high,
        y: labels.indexOf(point.label),
        label: point.label,
      }
    : { x: point.x, y: point.median, yMin: point.low, yMax: point.high, label: point.label };
}

function samplesOf(plot: Plot, series: Series, labels: readonly string[]) {
  return series.points.flatMap((point) =>
    point.samples.map((sample) =>
      plot.form === 'dots'
        ? { x: sample, y: labels.indexOf(point.label), label: point.label }
        : { x: point.x, y: sample, label: point.label },
    ),
  );
}

/** A line where a hypothesis fixes the value of the horizontal axis. */
function lines(plot: Plot, applies: readonly Applies[]) {
  return Object.fromEntries(
    applies.flatMap((one, index) => {
      const at = plot.xName === null ? undefined : one.conditions[plot.xName];
      return typeof at === 'number'
        ? [
            [
              `claim${index}`,
              {
                type: 'line',
                xMin: at,
                xMax: at,
                borderColor: colour('--soft'),
                borderDash: [4, 4],
                label: {
                  display: true,
                  content: `claim: ${one.verdict}`,
                  position: 'start',
                  backgroundColor: colour('--tint'),
                  color: colour('--ink'),
                },
              },
            ],
          ]
        : [];
    }),
  );
}

function tickLabel(tick: number, log: boolean): string | null {
  if (!log) return figure(tick);
  const power = Math.round(Math.log10(tick));
  return Math.abs(tick / 10 ** power - 1) < 1e-9 ? powerLabel(power) : null;
}

function tooltip(raw: unknown, plot: Plot): string {
  if (typeof raw !== 'object' || raw === null || !('x' in raw) || !('y' in raw)) return '';
  const label = 'label' in raw ? String(raw.label) : '';
  const shown = plot.form === 'dots' ? Number(raw.x) : Number(raw.y);
  const at = plot.xName === null ? '' : `, ${setting(plot.xName, Number(raw.x))}`;
  return `${label}${at}: ${quantity(shown, plot.unit)}`;
}
