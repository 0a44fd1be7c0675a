import { expect, test } from 'vitest';
import { Run } from '../../../data/schema/run.ts';
import { describe } from '../chart/describe.ts';
import { namingOf } from '../naming.ts';
import { besides } from './beside.ts';
import { addressOf, choiceOf } from './choice.ts';
import { facetsOf } from './facets.ts';
import { narrowed } from './narrowed.ts';
import { numbersOf } from './numbers.ts';
import { chosenRows, joined, type Offer } from './rows.ts';
import { drawnCsv, samplesCsv } from './samples-csv.ts';

const run = (
  id: string,
  substrate: 'guest' | 'model',
  settings: Record<string, string | number>[],
) =>
  Run.parse({
    schemaVersion: 1,
    id,
    experiment: 'e',
    substrate,
    manifest: {
      startedAt: '2026-11-23T00:00:00Z',
      durationMs: 1,
      command: './warrant bench run e',
      revision: 'r',
      dirty: false,
      seed: 1,
      machine: {},
      tools: {},
    },
    measurements: settings.map((conditions, at) => ({
      metric: 'fences',
      unit: 'count',
      conditions,
      samples: [at, at + 1, at + 5],
    })),
    explorations: [],
  });

const first = run('r-00000000000000aa', 'guest', [
  { fs: 'ext4', size: 64 },
  { fs: 'xfs', size: 64 },
]);
const second = run('r-11111111111111bb', 'model', [{ fs: 'ext4', size: 64, batch: 8 }]);

const naming = namingOf({
  metrics: { fences: 'store fences' },
  axes: {
    fs: {
      name: 'file system',
      values: { xfs: 'XFS', devdax: 'device-dax' },
      everywhere: ['devdax'],
    },
    size: { name: 'store size', unit: 'B', values: {}, everywhere: [] },
  },
});

test('facets count what a value would leave among what the other axes leave', () => {
  const both = joined([first, second]);
  const facets = facetsOf(both, { metric: 'fences', axes: { substrate: ['guest'] } });
  const told = facets.map(({ axis, values }) => [axis, values.map((one) => [one.text, one.count])]);
  expect(told).toEqual([
    [
      'run-id',
      [
        ['r-00000000', 2],
        ['r-11111111', 0],
      ],
    ],
    [
      'substrate',
      [
        ['guest', 2],
        ['model', 1],
      ],
    ],
    [
      'fs',
      [
        ['ext4', 1],
        ['xfs', 1],
      ],
    ],
    ['batch', [['8', 0]]],
  ]);
  const axes = { fs: ['ext4', 'xfs'], substrate: ['model'] };
  const chosen = chosenRows(both, { metric: 'fences', axes });
  expect(chosen.map((row) => row.from.id)).toEqual([second.id]);
});

test('an address restores a choice, whatever its axes are called', () => {
  const choice = {
    run: first.id,
    beside: [second.id, 'r-2'],
    metric: 'log-forces',
    raw: true,
    axes: { 'run-id': ['r-00000000'], fs: ['ext4 & xfs', 'xfs'], substrate: ['guest'] },
    panels: [],
    baseline: 'approach:fsync,fs:xfs',
    scale: 'log' as const,
  };
  expect(choiceOf(new URLSearchParams(addressOf(choice).toString()), ['fs'])).toEqual(choice);
  expect(choiceOf(new URLSearchParams('run=a&with=a&with=b&with=b'), []).beside).toEqual(['b']);
  expect(choiceOf(new URLSearchParams(''), ['fs'])).toEqual({
    run: '',
    beside: [],
    metric: '',
    raw: false,
    axes: {},
    panels: ['fs'],
    baseline: '',
    scale: 'auto',
  });
});

/** Two approaches on two file systems, and one that has none, over three sizes. */
const compared = joined([
  run('r-33333333333333dd', 'guest', [
    ...['ext4', 'xfs'].flatMap((fs) =>
      ['fsync', 'map-sync'].flatMap((approach) =>
        [1, 2, 4].map((size) => ({ approach, fs, size })),
      ),
    ),
    ...[1, 2, 4].map((size) => ({ approach: 'static-chunk', fs: 'devdax', size })),
  ]),
]);

test('table and CSV hold what is drawn, and nothing else', () => {
  const rows = chosenRows(compared, { metric: 'fences', axes: { fs: ['xfs'] } });
  const chart = describe(rows, naming, { panels: ['fs'] });
  if (!chart) throw new Error('no chart');
  const { shared, head, rows: table } = numbersOf(chart, naming);
  expect(shared).toBe('store fences · file system XFS');
  expect(head).toEqual(['approach', 'store size', 'median', 'min', 'max', 'n']);
  expect(table[0]).toEqual(['fsync', '1\u00a0B', '7', '6', '11', '3']);
  const [top, ...lines] = drawnCsv(chart, rows).trimEnd().split('\r\n');
  expect(top).toBe('run,scope,metric,unit,approach,fs,size,sample,value');
  expect(lines).toHaveLength(chart.rows.length * 3);
  expect(lines[0]).toBe('r-33333333333333dd,guest,fences,count,fsync,xfs,1,0,6');
});

test('relative to a line, each panel has a baseline of its own; what has none is counted, not drawn', () => {
  const view = { panels: ['fs'], baseline: 'approach:fsync' };
  const chart = describe(compared, naming, view);
  if (!chart) throw new Error('no chart');
  expect(chart.panels.map(({ name }) => name)).toEqual(['file system ext4', 'file system XFS']);
  for (const { lines } of chart.panels) {
    expect(lines.map(({ name }) => name)).toEqual([
      'fsync',
      'map-sync',
      'static-chunk · device-dax',
    ]);
    expect(lines[0]?.marks.map(({ value }) => value)).toEqual([1, 1, 1]);
  }
  const { head, rows } = numbersOf(chart, naming);
  expect(head.slice(0, 4)).toEqual(['panel', 'approach', 'file system', 'store size']);
  expect(head.slice(4)).toEqual(['median', 'min', 'max', '× fsync', 'n']);
  expect(rows).toHaveLength(18);
  const [top, line] = drawnCsv(chart, compared).split('\r\n');
  expect(top).toMatch(/,sample,value,panel,baseline$/);
  expect(line).toMatch(/,0,0,file system ext4,1$/);
  const less = compared.filter(
    ({ conditions: { approach, size } }) => approach !== 'fsync' || size !== 4,
  );
  // Two by MAP_SYNC, and the one that both panels draw.
  expect(describe(less, naming, view)?.unrelated).toBe(3);
});

test('a first chart narrows until its lines can be read, and loses no approach', () => {
  const many = joined([
    run(
      'r-44444444444444ee',
      'guest',
      ['fsync', 'map-sync'].flatMap((approach) =>
        ['pte', 'pmd'].flatMap((mapping) =>
          ['hole', 'unwritten', 'overwrite'].flatMap((state) =>
            [1, 2, 4].map((size) => ({ approach, mapping, state, size })),
          ),
        ),
      ),
    ),
  ]);
  expect(narrowed(many, { metric: 'fences', panels: [] })).toEqual({ mapping: ['pte'] });
  expect(narrowed(compared, { metric: 'fences', panels: ['fs'] })).toEqual({});
});

test('every sample of a run, each axis by its id', () => {
  const [top, ...lines] = samplesCsv(joined([first, second]))
    .trimEnd()
    .split('\r\n');
  expect(top).toBe('run,scope,metric,unit,fs,size,batch,sample,value');
  expect(lines).toHaveLength(9);
  expect(lines[3]).toBe(`${first.id},guest,fences,count,xfs,64,,0,1`);
});

test('beside a run stand runs with its metric, those of its experiment first', () => {
  const offer = (id: string, experiment: string, metrics: string[]) =>
    ({ run: id, experiment, metrics }) as unknown as Offer;
  const all = [
    offer('a', 'x', ['fences']),
    offer('b', 'y', ['fences']),
    offer('c', 'x', ['fences', 'faults']),
    offer('d', 'x', ['faults']),
  ];
  expect(besides({ run: 'a', metric: 'fences' }, all).map((one) => one.run)).toEqual(['c', 'b']);
});
