import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CrashEvent, CrashLog } from './log.ts';
import { type CrashPoint, crashPoints, type Tearing } from './media.ts';

const store = (at: number, byte: number, size = 8): CrashEvent => ({
  kind: 'write',
  at,
  bytes: Buffer.alloc(size, byte),
  through: false,
});
const through = (at: number, byte: number, size: number): CrashEvent => ({
  kind: 'write',
  at,
  bytes: Buffer.alloc(size, byte),
  through: true,
});
const flush = (at: number, ordered = false): CrashEvent => ({
  kind: 'flush',
  at,
  size: 64,
  ordered,
});
const fence: CrashEvent = { kind: 'fence' };
const promise: CrashEvent = { kind: 'promise' };
const log = (...events: CrashEvent[]): CrashLog => ({ base: new Map(), events });

/** First bytes of the line at `at` that the last crash point allows. */
const last = (of: CrashLog, at: number, tearing: Tearing = 64) => {
  const point = crashPoints(of, tearing).at(-1) as CrashPoint;
  const unit = point.units.find(({ options }) => options.some((lines) => lines.has(at)));
  const sure = point.settled.get(at)?.[0] ?? 0;
  return unit ? unit.options.map((lines) => lines.get(at)?.[0] ?? sure) : [sure];
};

test('a store that was never flushed may or may not be there', () => {
  expect(last(log(store(0, 1)), 0)).toEqual([0, 1]);
});

test.each([
  ['flushed and fenced', [store(0, 1), flush(0), fence]],
  ['past the caches and fenced', [through(0, 1, 64), fence]],
  ['flushed by CLFLUSH, or written with FUA', [store(0, 1), flush(0, true)]],
])('what was %s is there', (_, events) => {
  expect(last(log(...events), 0)).toEqual([1]);
});

test('a flush covers what came before it and nothing after', () => {
  expect(last(log(store(0, 1), flush(0), store(0, 2), fence), 0)).toEqual([1, 2]);
});

test.each([
  [8, 8, 9], // one line: each prefix of its eight words
  [64, 8, 2],
] as const)('at %i B a line written past the caches has its choices', (tearing, _, choices) => {
  const point = crashPoints(log(through(0, 1, 64)), tearing).at(-1);
  expect(point?.units.map(({ options }) => options.length)).toEqual([choices]);
});

test.each([
  [64, 128],
  [512, 16],
  [4096, 2],
] as const)('at %i B a write of 8 KiB is %i things that persist apart', (tearing, units) => {
  const point = crashPoints(log(through(0, 1, 8192)), tearing).at(-1);
  expect(point?.units.length).toBe(units);
});

test('a cached store tears by its own lines whatever the block layer promises', () => {
  const point = crashPoints(log(store(0, 1), store(64, 2)), 4096).at(-1);
  expect(point?.units.length).toBe(2);
});

test('a cached store over a block being written is after it, and alone', () => {
  const point = crashPoints(log(through(0, 1, 512), store(0, 2)), 512).at(-1);
  const seen = point?.units[0]?.options.map((lines) => [
    lines.get(0)?.[0] ?? 0,
    lines.get(64)?.[0] ?? 0,
  ]);
  expect(seen).toEqual([
    [0, 0],
    [1, 1],
    [2, 1],
  ]);
});

test('power may fail before each fence, before and after each promise, and at the end', () => {
  const points = crashPoints(log(store(0, 1), fence, promise), 64);
  expect(points.map(({ event, promised }) => [event, promised])).toEqual([
    [1, 0],
    [2, 0],
    [3, 1],
  ]);
});

test('every choice is a content that the line once had, whatever the history and the tearing', () => {
  const event = fc.oneof(
    fc
      .tuple(fc.nat(15), fc.integer({ min: 1, max: 255 }))
      .map(([line, byte]) => store(line * 64, byte, 64)),
    fc
      .tuple(fc.nat(3), fc.integer({ min: 1, max: 255 }))
      .map(([part, byte]) => through(part * 256, byte, 256)),
    fc.nat(15).map((line) => flush(line * 64)),
    fc.constant(fence),
    fc.constant(promise),
  );
  void fc.assert(
    fc.property(
      fc.array(event, { maxLength: 30 }),
      fc.constantFrom<Tearing>(64, 512, 4096),
      (events, tearing) => {
        const had = new Map<number, Set<number>>();
        for (const each of events) {
          if (each.kind !== 'write') continue;
          for (let at = each.at; at < each.at + each.bytes.length; at += 64)
            had.set(at, (had.get(at) ?? new Set()).add(each.bytes[0] ?? 0));
        }
        for (const { settled, units } of crashPoints(log(...events), tearing)) {
          for (const lines of [settled, ...units.flatMap(({ options }) => options)])
            for (const [at, content] of lines) expect(had.get(at)).toContain(content[0]);
        }
      },
    ),
  );
});

const untorn = (...events: CrashEvent[]): CrashLog => ({ ...log(...events), untorn: 16384 });
const contents = (of: CrashLog, lines: readonly number[]) => {
  const units = crashPoints(of, 512).at(-1)?.units ?? [];
  return units.map(({ options }) =>
    options.map((option) => lines.map((at) => option.get(at)?.[0] ?? 0).join('')),
  );
};

test('a device that keeps writes of 16 KiB whole has such a write or has it not, wherever it lies', () => {
  const write = through(4096 - 512, 1, 16384);
  expect(contents(untorn(write), [4096 - 512, 4096, 16384])).toEqual([['000', '111']]);
  expect(contents(log(write), [4096])).toHaveLength(32);
});

test('it tears a longer write as others do, and two short ones apart', () => {
  expect(contents(untorn(through(0, 1, 16384 + 512)), [0])).toHaveLength(33);
  expect(contents(untorn(through(0, 1, 8192), through(8192, 2, 8192)), [0, 8192])).toEqual([
    ['00', '10'],
    ['00', '02'],
  ]);
});

test('of two that overlap the later is there only on the earlier', () => {
  const both = untorn(through(0, 1, 1024), through(512, 2, 1024));
  expect(contents(both, [0, 512, 1024])).toEqual([['000', '110', '122']]);
});
