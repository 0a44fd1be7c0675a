import type { Measurement } from '../../data/schema/run.ts';
import { median, setting } from './format.ts';

/** The samples of one setting, placed on the horizontal axis by number or, in a dot plot, by row. */
export interface Point {
  readonly x: number;
  /** The setting in words, for dot plots and tooltips. */
  readonly label: string;
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly samples: readonly number[];
}

export interface Series {
  readonly name: string;
  /** Decides the colour; series that are no approach are drawn in ink. */
  readonly approach: string | null;
  readonly points: readonly Point[];
}

/** A chart as data; drawn as SVG at build time and by chart.js at request. */
export interface Plot {
  readonly metric: string;
  readonly unit: string;
  /** `lines`: a numeric axis varies. `dots`: one row a setting. */
  readonly form: 'lines' | 'dots';
  readonly xName: string | null;
  readonly logX: boolean;
  readonly logY: boolean;
  readonly series: readonly Series[];
}

/** What an eye can tell apart: lines in one chart, rows in one dot plot. */
const mostLines = 8;
const mostRows = 24;

/**
 * The plot with only as many lines or rows as can be read, the same number of each approach, and how
 * many were left out. The explorer has all of them.
 */
export function readable(plot: Plot): { readonly plot: Plot; readonly left: number } {
  const groups = [...Map.groupBy(plot.series, (one) => one.approach).values()];
  if (plot.form === 'lines') {
    const each = Math.max(1, Math.floor(mostLines / groups.length));
    const series = groups.flatMap((group) => group.slice(0, each)).slice(0, mostLines);
    return { plot: { ...plot, series }, left: plot.series.length - series.length };
  }
  const rows = plot.series.reduce((sum, one) => sum + one.points.length, 0);
  const each = Math.max(1, Math.floor(mostRows / plot.series.length));
  const series =
    rows <= mostRows
      ? plot.series
      : plot.series
          .slice(0, mostRows)
          .map((one) => ({ ...one, points: one.points.slice(0, each) }));
  const shown = series.reduce((sum, one) => sum + one.points.length, 0);
  return { plot: { ...plot, series }, left: rows - shown };
}

/** Ratio of largest to smallest value from which a logarithmic axis reads better. */
const logFrom = 20;

/** One plot a metric and unit, in order of first appearance. */
export function plotsOf(measurements: readonly Measurement[]): Plot[] {
  const groups = Map.groupBy(measurements, (one) => `${one.metric}\0${one.unit}`);
  return [...groups.values()].map((group) => plotOf(group));
}

function plotOf(group: readonly Measurement[]): Plot {
  const varying = varyingAxes(group);
  const xName = varying.find((axis) => axis.numeric && axis.values >= 3)?.name ?? null;
  const seriesAxes = varying.map((axis) => axis.name).filter((name) => name !== xName);
  const bySeries = Map.groupBy(group, (one) =>
    xName === null ? String(one.conditions['approach'] ?? '') : nameOf(one, seriesAxes),
  );
  const series = [...bySeries].map(([name, members]) => ({
    name,
    approach: text(members[0]?.conditions['approach']),
    points: members
      .map((one, index) =>
        pointOf(one, xName === null ? index : Number(one.conditions[xName]), seriesAxes),
      )
      .sort((a, b) => a.x - b.x),
  }));
  // A bar that reaches zero has no place on a logarithmic axis, whatever its median.
  const ys = series.flatMap((one) => one.points.flatMap((point) => [point.low, point.median]));
  const xs = series.flatMap((one) => one.points.map((point) => point.x));
  return {
    metric: group[0]?.metric ?? '',
    unit: group[0]?.unit ?? '',
    form: xName === null ? 'dots' : 'lines',
    xName,
    logX: xName !== null && wide(xs),
    logY: wide(ys),
    series,
  };
}

function pointOf(one: Measurement, x: number, axes: readonly string[]): Point {
  return {
    x,
    label: nameOf(one, axes),
    median: median(one.samples),
    low: Math.min(...one.samples),
    high: Math.max(...one.samples),
    samples: one.samples.slice(0, 200),
  };
}

/** Axes that take more than one value, numeric ones with many values first. */
function varyingAxes(group: readonly Measurement[]) {
  const names = new Set(group.flatMap((one) => Object.keys(one.conditions)));
  return [...names]
    .map((name) => {
      const values = new Set(group.map((one) => one.conditions[name]));
      return {
        name,
        values: values.size,
        numeric: [...values].every((v) => typeof v === 'number'),
      };
    })
    .filter((axis) => axis.values > 1)
    .sort((a, b) => b.values - a.values);
}

function nameOf(one: Measurement, axes: readonly string[]): string {
  const ordered = axes.toSorted((a, b) => Number(b === 'approach') - Number(a === 'approach'));
  const parts = ordered.flatMap((name) => {
    const value = one.conditions[name];
    if (value === undefined) return [];
    // Words name themselves; a bare number or switch does not.
    return [typeof value === 'string' ? value : setting(name, value)];
  });
  return parts.join(', ') || one.metric;
}

const text = (value: unknown) => (typeof value === 'string' ? value : null);

function wide(values: readonly number[]): boolean {
  const positive = values.filter((value) => value > 0);
  if (positive.length === 0 || positive.length < values.length) return false;
  return Math.max(...positive) / Math.min(...positive) >= logFrom;
}
