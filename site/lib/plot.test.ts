import { expect, test } from 'vitest';
import { plotsOf } from './plot.ts';
import { axis } from './scale.ts';

const measured = (approach: string, size: number, samples: number[]) => ({
  metric: 'latency',
  unit: 'ns',
  conditions: { approach, size },
  samples,
});

test('a numeric axis with three values becomes the horizontal one, logarithmic when wide', () => {
  const [plot] = plotsOf(
    [64, 512, 4096].map((size) => measured('fsync', size, [size, 2 * size, 3 * size])),
  );
  expect(plot).toMatchObject({ form: 'lines', xName: 'size', logX: true, logY: true });
  expect(plot?.series[0]?.points[0]).toMatchObject({ x: 64, low: 64, median: 128, high: 192 });
});

test('without one, every setting is a row', () => {
  const [plot] = plotsOf([measured('fsync', 64, [1]), measured('map-sync', 64, [2])]);
  expect(plot?.form).toBe('dots');
  expect(plot?.series.map((series) => series.approach)).toEqual(['fsync', 'map-sync']);
});

test('metrics of different units never share a chart', () => {
  expect(
    plotsOf([measured('fsync', 64, [1]), { ...measured('fsync', 64, [1]), unit: 'µs' }]),
  ).toHaveLength(2);
});

test('axes: whole powers when logarithmic, from zero when linear', () => {
  expect(axis([30, 2000], true, [0, 100]).ticks.map((tick) => tick.label)).toEqual([
    '10',
    '100',
    '10³',
    '10⁴',
  ]);
  expect(axis([3, 8], false, [0, 100]).at(0)).toBe(0);
});

test('a sample of zero keeps the axis linear, so that the chart can be drawn', () => {
  const [plot] = plotsOf([1, 10, 100].map((size) => measured('fsync', size, [0, size, size])));
  expect(plot?.logY).toBe(false);
});
