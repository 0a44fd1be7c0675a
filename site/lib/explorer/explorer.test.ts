import { expect, test } from 'vitest';
import { Run } from '../../../data/schema/run.ts';
import { besides } from './beside.ts';
import { addressOf, choiceOf } from './choice.ts';
import { numbersOf } from './numbers.ts';
import { axesOf, chosenRows, joined, type Offer } from './rows.ts';
import { samplesCsv } from './samples-csv.ts';

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

test('one run keeps its axes; of several, run and substrate are axes like any other', () => {
  expect(axesOf(joined([first])).map((axis) => axis.name)).toEqual(['fs']);
  const both = joined([first, second]);
  expect(axesOf(both)).toEqual([
    { name: 'run-id', values: ['r-00000000', 'r-11111111'] },
    { name: 'substrate', values: ['guest', 'model'] },
    { name: 'fs', values: ['ext4', 'xfs'] },
    { name: 'batch', values: ['8'] },
  ]);
  const chosen = chosenRows(both, { metric: 'fences', axes: { fs: 'ext4', substrate: 'model' } });
  expect(chosen.map((row) => row.from.id)).toEqual([second.id]);
  expect(chosenRows(both, { metric: 'fences', axes: { batch: '8' } })).toHaveLength(1);
});

test('an address restores a choice, whatever its axes are called', () => {
  const choice = {
    run: first.id,
    beside: [second.id, 'r-2'],
    metric: 'log-forces',
    raw: true,
    axes: { 'run-id': 'r-00000000', fs: 'ext4 & xfs', substrate: 'guest' },
  };
  expect(choiceOf(new URLSearchParams(addressOf(choice).toString()))).toEqual(choice);
  expect(choiceOf(new URLSearchParams('run=a&with=a&with=b&with=b')).beside).toEqual(['b']);
  expect(choiceOf(new URLSearchParams(''))).toEqual({
    run: '',
    beside: [],
    metric: '',
    raw: false,
    axes: {},
  });
});

test('table and CSV hold the same numbers', () => {
  const rows = joined([first, second]);
  const alone = numbersOf(joined([first]));
  expect(alone.shared).toBe('fences · count · size 64');
  expect(alone.head).toEqual(['fs', 'median', 'min', 'max', 'n']);
  expect(alone.rows[1]).toEqual(['xfs', '2', '1', '6', '3']);
  const [top, ...lines] = samplesCsv(rows).trimEnd().split('\r\n');
  expect(top).toBe('run,scope,metric,unit,fs,size,batch,sample,value');
  expect(lines).toHaveLength(rows.length * 3);
  expect(lines[3]).toBe(`${first.id},guest,fences,count,xfs,64,,0,1`);
});

test('runs of one setting stand in one row with their ratio; a setting that one lacks stays empty', () => {
  const again = run('r-22222222222222cc', 'guest', [
    { fs: 'xfs', size: 64 },
    { fs: 'ext4', size: 64 },
  ]);
  const { shared, head, rows } = numbersOf(joined([first, again]));
  expect(shared).toBe('fences · count · size 64');
  expect(head).toEqual(['fs', 'r-00000000, guest', 'r-22222222, guest', 'ratio', 'n']);
  expect(rows).toEqual([
    ['ext4', '1 (0 to 5)', '2 (1 to 6)', '2', '3 · 3'],
    ['xfs', '2 (1 to 6)', '1 (0 to 5)', '0.5', '3 · 3'],
  ]);
  expect(numbersOf(joined([first, second])).rows).toContainEqual([
    'xfs',
    '',
    '2 (1 to 6)',
    '',
    '',
    '3 · 0',
  ]);
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
