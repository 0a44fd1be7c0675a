import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineBytes, pageBytes } from '../fs/page.ts';
import { type Profile, persistCost } from '../latency/profile.ts';
import type { Act, Part } from './act.ts';
import type { Application } from './application.ts';
import { microseconds, type Prices } from './cost.ts';
import { tallyOf } from './run-application.ts';

const pages = 8;
const faults = { mapped: 10, allocation: 12, logForce: 100 };
const clwb = { firstLine: 110, nextLine: 20 };
const profile: Profile = {
  device: 'test',
  randomRead: 300,
  idleWrite: { ntstore: 90, clwb: 60 },
  persist: { ntstore: { firstLine: 120, nextLine: 20 }, clwb },
  mediaLine: 256,
  bufferCapacity: 16_384,
  faults,
};
const prices: Prices = { profile, faults, fsync: 2 };

const program = (acts: readonly Act[]): Application => ({
  layout: () => ({ files: 2, pages, blocks: 40, creates: false }),
  acts: () => acts,
});
const run = (acts: readonly Act[], approach: string, state = 'hole') =>
  tallyOf(program(acts), { approach, state }, 1, prices);

const part: fc.Arbitrary<Part> = fc
  .record({
    file: fc.nat(1),
    at: fc.nat(pages * pageBytes - 1),
    bytes: fc.integer({ min: 1, max: 9000 }),
  })
  .map((p) => ({ ...p, bytes: Math.min(p.bytes, pages * pageBytes - p.at) }));
const operation = fc
  .array(part, { minLength: 1, maxLength: 4 })
  .map((parts): Act[] => [
    ...parts.map((p): Act => ({ kind: 'store', ...p })),
    { kind: 'durable', parts },
    { kind: 'done', payload: parts.length },
  ]);
const operations = fc.array(operation, { minLength: 1, maxLength: 6 }).map((all) => all.flat());

test('whatever is stored: every approach makes each stored line durable once, and none is at risk', () => {
  fc.assert(
    fc.property(operations, fc.constantFrom('hole', 'unwritten', 'overwrite'), (acts, state) => {
      const synced = run(acts, 'fsync', state);
      for (const approach of ['map-sync', 'static-chunk', 'immutable-file', 'block-flag']) {
        const tally = run(acts, approach, /static|immutable/.test(approach) ? 'overwrite' : state);
        expect(tally.dataLines).toBe(synced.dataLines);
        expect(tally.linesAtRisk).toBe(0);
        expect(tally.faults).toBeLessThanOrEqual(synced.faults);
        expect(tally.fsyncs).toBe(0);
      }
      expect(synced.linesAtRisk).toBe(0);
      expect(synced.flushes).toBeGreaterThanOrEqual(synced.dataLines);
    }),
    { seed: 2016, numRuns: 40 },
  );
});

test('what is not made durable is at risk, and only that', () => {
  const kept: Part = { file: 0, at: 0, bytes: 100 };
  const lost: Part = { file: 1, at: pageBytes, bytes: 3 * lineBytes };
  const acts: Act[] = [
    { kind: 'store', ...kept },
    { kind: 'store', ...lost },
    { kind: 'durable', parts: [kept] },
    { kind: 'done', payload: 1 },
  ];
  for (const approach of ['fsync', 'map-sync', 'static-chunk']) {
    expect(run(acts, approach, 'overwrite').linesAtRisk).toBe(3);
  }
});

/**
 * What a batch of lines on pages first touched costs, µs: lines are flushed together under one fence; fsync forces the
 * log once if anything was allocated, the others in every allocating fault (dax_finish_sync_fault).
 */
function batchCost(approach: string, lines: number, allocated: number): number {
  const byKernel = approach === 'fsync';
  const forces = byKernel ? Math.min(1, allocated) : allocated;
  const flush = persistCost(clwb, lines * lineBytes) / 1000;
  const taken = lines * faults.mapped + allocated * faults.allocation + forces * faults.logForce;
  return taken + flush + (byKernel ? 2 : 0);
}

test('counting step by step and the closed formula give the same time', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('fsync', 'map-sync', 'static-chunk', 'immutable-file'),
      fc.integer({ min: 1, max: pages }),
      fc.boolean(),
      (approach, touched, hole) => {
        const parts = Array.from(
          { length: touched },
          (_, page): Part => ({ file: 0, at: page * pageBytes, bytes: lineBytes }),
        );
        const acts: Act[] = [
          ...parts.map((p): Act => ({ kind: 'store', ...p })),
          { kind: 'durable', parts },
        ];
        const fixed = approach === 'static-chunk' || approach === 'immutable-file';
        const tally = run(acts, approach, hole && !fixed ? 'hole' : 'overwrite');
        const formula = batchCost(approach, touched, hole && !fixed ? touched : 0);
        expect(microseconds(tally, prices)).toBeCloseTo(formula, 6);
      },
    ),
    { seed: 2016 },
  );
});
