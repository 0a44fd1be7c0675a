import fc from 'fast-check';
import { expect, test } from 'vitest';
import { namingOf } from '../naming.ts';
import type { Chart, Panel } from './chart.ts';
import { configOf, type Datum } from './config.ts';
import { describe, describeEach } from './describe.ts';
import { finding } from './finding.ts';
import { layoutOf, spread } from './layout.ts';
import { scaleOver } from './scale.ts';
import { svgOf } from './svg.ts';

const naming = namingOf({ metrics: {}, axes: {} });
const measured = (conditions: Record<string, string | number>, samples: number[]) => ({
  metric: 'instructions',
  unit: 'instructions',
  conditions,
  samples,
});
const sizes = (approach: string, of: (size: number) => number) =>
  [1, 4, 16, 64].map((size) => measured({ approach, size }, [of(size), of(size) * 1.1]));
const chartOf = (rows: Parameters<typeof describe>[0], view?: Parameters<typeof describe>[2]) => {
  const chart = describe(rows, naming, view);
  if (!chart) throw new Error('no chart');
  return chart;
};

test('a numeric axis with three values becomes the horizontal one, logarithmic when wide', () => {
  const chart = chartOf(
    [64, 512, 4096].map((size) => measured({ size }, [size, 3 * size, 2 * size])),
  );
  expect(chart).toMatchObject({
    form: 'lines',
    across: { name: 'size', log: true },
    value: { log: true },
  });
  expect(chart.panels[0]?.lines[0]?.marks[0]).toMatchObject({
    x: 64,
    low: 64,
    value: 128,
    high: 192,
  });
});

test('without one, every setting is a row; metrics of different units never share a chart', () => {
  const rows = ['fsync', 'map-sync'].map((approach) => measured({ approach, size: 64 }, [1]));
  expect(chartOf(rows).form).toBe('dots');
  expect(
    describeEach([...rows, ...rows.map((one) => ({ ...one, unit: 'ns' }))], naming),
  ).toHaveLength(2);
});

test('one setting measured once is a chart of one mark', () => {
  const chart = chartOf([measured({ approach: 'fsync' }, [7])]);
  expect(chart.panels.flatMap(({ lines }) => lines.flatMap(({ marks }) => marks))).toMatchObject([
    { value: 7 },
  ]);
});

test('axes: whole powers when logarithmic, from zero when linear, linear for a sample of zero', () => {
  const labels = scaleOver('', [30, 2000], true).ticks.map((tick) => tick.label);
  expect(labels).toEqual(['10', '100', '10³', '10⁴']);
  expect(scaleOver('', [3, 8], false).from).toBe(0);
  expect(chartOf([1, 10, 100].map((size) => measured({ size }, [0, size]))).value.log).toBe(false);
});

test('what the approach decides is not said again; more lines than an eye tells apart are counted', () => {
  const rows = [
    ...sizes('fsync', (size) => size).map((one) => ({
      ...one,
      conditions: { ...one.conditions, operation: 'msync' },
    })),
    ...sizes('map-sync', (size) => size).map((one) => ({
      ...one,
      conditions: { ...one.conditions, operation: 'clwb' },
    })),
  ];
  expect(chartOf(rows).panels[0]?.lines.map(({ name }) => name)).toEqual(['fsync', 'map-sync']);
  const many = Array.from({ length: 20 }, (_, at) => sizes(`a${at}`, (size) => size + at)).flat();
  expect(chartOf(many).panels[0]?.lines).toHaveLength(8);
  expect(chartOf(many).left).toBe(12 * 4);
});

test.each([
  [
    [...sizes('fsync', (size) => 100 * size), ...sizes('map-sync', (size) => 10 * size)],
    {},
    'Instructions: least with map-sync in each of 4 settings, most with fsync, 10 times the least',
  ],
  [
    [...sizes('fsync', () => 100), ...sizes('map-sync', (size) => 10 * size)],
    {},
    'Instructions: none is the least throughout; of 4 settings, map-sync in 2, fsync in 2',
  ],
  [
    [...sizes('fsync', () => 100), ...sizes('map-sync', () => 104)],
    {},
    'Instructions: alike in each of 4 settings, 105 to 109',
  ],
  [
    [
      ...sizes('fsync', (size) => 100 * size),
      ...sizes('map-sync', (size) => size),
      ...sizes('static-chunk', (size) => size),
    ],
    {},
    'Instructions: least with map-sync and static-chunk alike in each of 4 settings, most with fsync, 100 times the least',
  ],
  [
    [
      ...sizes('fsync', (size) => 100 * size),
      ...['a', 'b', 'c', 'd', 'e'].flatMap((name) => sizes(name, (size) => size)),
    ],
    {},
    'Instructions: least with 5 lines alike in each of 4 settings, most with fsync, 100 times the least',
  ],
  [
    [...sizes('fsync', (size) => 100 * size), ...sizes('map-sync', () => 0)],
    {},
    'Instructions: least with map-sync in each of 4 settings, most with fsync, 105 to 6,720 against 0',
  ],
  [
    [...sizes('fsync', (size) => 100 * size), ...sizes('map-sync', () => 100)],
    { panels: [], baseline: 'approach:fsync' },
    'Instructions relative to fsync: map-sync 0.0156 to 1',
  ],
  [sizes('fsync', (size) => size), {}, 'Instructions: 1.05 at size 1, 67.2 at 64'],
] as const)('the title says what the marks show: %#', (rows, view, said) => {
  expect(finding(chartOf(rows, { panels: [], ...view }))).toBe(said);
});

/** Where chart.js places values on an axis: linearly, or linearly in the logarithm. */
const fraction = (axis: { type: string; min: number; max: number }, value: number) => {
  const of = axis.type === 'logarithmic' ? Math.log : (one: number) => one;
  return (of(value) - of(axis.min)) / (of(axis.max) - of(axis.min));
};

/** Marks of the page's drawing, by line, as fractions of the plot's width and height. */
function live(chart: Chart, panel: Panel, narrow: boolean): number[][] {
  const ink = { colour: (name: string) => name, font: '' };
  const { data, options } = configOf(chart, panel, narrow, ink, false);
  const { x, y } = options.scales as {
    x: Parameters<typeof fraction>[0];
    y: Parameters<typeof fraction>[0];
  };
  const dots = chart.form === 'dots';
  return data.datasets.flatMap(({ data: marks }) =>
    (marks as Datum[]).map((mark) => [
      fraction(x, mark.x),
      dots ? fraction(y, mark.y) : 1 - fraction(y, mark.y),
    ]),
  );
}

/** The same of the build's. */
function still(chart: Chart, panel: Panel, narrow: boolean): number[][] {
  const { left, right, top, bottom, pitch } = layoutOf(chart, panel, narrow);
  const height = chart.form === 'dots' ? panel.lines.length * pitch : bottom - top;
  const svg = svgOf(chart, panel, narrow).replaceAll(/<text[^>]*>[^<]*<\/text>/g, '');
  return [...svg.matchAll(/<path class="dot" d="M([\d.-]+) ([\d.-]+)m/g)]
    .map(([, cx, cy]) => [(Number(cx) - left) / (right - left), (Number(cy) - top) / height])
    .slice(0, panel.lines.flatMap(({ marks }) => marks).length);
}

test.each([
  ['lines', { panels: [] }],
  ['small multiples, relative to a line', { panels: ['fs'], baseline: 'approach:fsync' }],
  ['small multiples, linear', { panels: ['fs'], scale: 'linear' }],
] as const)('page and build draw the same marks: %s', (_, view) => {
  const rows = ['ext4', 'xfs'].flatMap((fs, at) =>
    [...sizes('fsync', (size) => 100 * size + at), ...sizes('map-sync', (size) => 9 + size)].map(
      (one) => measured({ ...one.conditions, fs }, one.samples),
    ),
  );
  const dots = rows.filter(({ conditions }) => conditions['size'] === 4);
  for (const some of [rows, dots]) {
    const chart = chartOf(some, view);
    for (const panel of chart.panels) {
      for (const narrow of [false, true]) {
        const [page, build] = [live(chart, panel, narrow), still(chart, panel, narrow)];
        expect(page.length).toBe(panel.lines.flatMap(({ marks }) => marks).length);
        expect(build.length).toBe(page.length);
        for (const [at, mark] of page.entries()) {
          expect(build[at]?.[0]).toBeCloseTo(mark[0] ?? 0, 2);
          expect(build[at]?.[1]).toBeCloseTo(mark[1] ?? 0, 2);
        }
      }
    }
  }
});

test('the name of a line stands right of its mark in the legend, on one height with it', () => {
  const names = ['fsync', 'map-sync'].map((name) => `${name} with words that leave a line no room`);
  const chart = chartOf(names.flatMap((name, i) => sizes(name, (size) => (1 + i) * size)));
  const [panel] = chart.panels;
  if (!panel) throw new Error('no panel');
  const named =
    /class="dot" d="M([\d.]+) ([\d.]+)[^>]*\/><text class="name" x="([\d.]+)" y="([\d.]+)"/g;
  const found = [...svgOf(chart, panel, true).matchAll(named)].map((match) =>
    match.slice(1).map(Number),
  );
  expect(found).toHaveLength(2);
  for (const [x = 0, y = 0, nameX = 0, baseline = 0] of found) {
    expect(nameX).toBeGreaterThan(x);
    expect(Math.abs(baseline - 4 - y)).toBeLessThan(1); // half of a capital's height
  }
});

test('names of hostile results stay text', () => {
  const chart = chartOf(sizes('<script>"&', (size) => size));
  expect(chart.panels.map((panel) => svgOf(chart, panel, false)).join('')).not.toMatch(
    /<script|""/,
  );
});

test('law: labels moved apart keep their order and distance, and stay inside where there is room', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 200, noNaN: true }), { maxLength: 12 }),
      (wanted) => {
        const placed = spread(wanted, 14, 0, 200);
        const sorted = placed.toSorted((a, b) => a - b);
        for (const [at, one] of sorted.entries()) {
          if (at > 0) expect(one - (sorted[at - 1] ?? 0)).toBeGreaterThanOrEqual(14 - 1e-9);
          expect(one).toBeGreaterThanOrEqual(-1e-9);
          expect(one).toBeLessThanOrEqual(200 + 1e-9);
        }
        for (const [a, x] of wanted.entries())
          for (const [b, y] of wanted.entries())
            if (x < y) expect(placed[a]).toBeLessThan(placed[b] ?? 0);
      },
    ),
  );
});
