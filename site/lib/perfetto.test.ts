import { expect, test } from 'vitest';
import { csvLine } from '../../data/schema/csv.ts';
import { Trace } from '../../data/schema/trace.ts';
import { perfetto } from './perfetto.ts';
import { all, place } from './tree.ts';

const state = { caches: {}, queue: {}, log: {}, media: {}, kernel: {}, trees: {} };
const trace = Trace.parse({
  schemaVersion: 1,
  id: 'x-0123456789ab',
  experiment: 'e',
  approach: 'fsync',
  conditions: {},
  invariant: null,
  seed: 1,
  summary: 's',
  steps: [
    { index: 0, actor: 'program', operation: 'store', text: 't', kind: 'step', changed: [], state },
    { index: 1, actor: 'power', operation: 'crash', text: 't', kind: 'crash', changed: [], state },
  ],
});

test('each actor is a track, each step an event in order, the crash an instant', () => {
  const { traceEvents } = perfetto(trace);
  expect(
    traceEvents.filter((event) => event.ph === 'M').map((event) => event.args['name']),
  ).toEqual(['program', 'power']);
  expect(
    traceEvents.filter((event) => event.ph !== 'M').map((event) => [event.ts, event.ph]),
  ).toEqual([
    [0, 'X'],
    [1, 'i'],
  ]);
});

test('CSV cells that a spreadsheet would run or split are made inert', () => {
  expect(csvLine(['=1+1', 'a,b', 'say "x"', 3])).toBe(`'=1+1,"a,b","say ""x""",3\r\n`);
});

test('no two nodes of a drawn tree overlap', () => {
  const leaf = (block: number) => ({
    block,
    level: 0,
    records: [[block, block + 100, 4, false]],
    children: [],
  });
  const inner = (block: number) => ({
    block,
    level: 1,
    records: [[0, 1]],
    children: [leaf(block + 1), leaf(block + 2)],
  });
  const boxes = all(
    place({
      block: 'inode',
      level: 2,
      records: [[0, 2]],
      children: [inner(10), inner(20), leaf(30)],
    }),
  );
  for (const a of boxes) {
    for (const b of boxes.filter((other) => other !== a)) {
      expect(
        a.x + a.width <= b.x ||
          b.x + b.width <= a.x ||
          a.y + a.height <= b.y ||
          b.y + b.height <= a.y,
      ).toBe(true);
    }
  }
});
