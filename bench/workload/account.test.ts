import fc from 'fast-check';
import { expect, test } from 'vitest';
import { account } from './account.ts';
import { durable, type Operation, store, type Transaction } from './operation.ts';

const on = (approach: string, prepared: boolean, ...transactions: readonly Transaction[]) =>
  account({ prepared, transactions }, approach);
const line = store(0, 0, 1);

test('fsync flushes whole pages, calls the kernel, and each next store faults again', () => {
  expect(on('fsync', true, [line, durable], [line, durable])).toMatchObject({
    flushes: 128,
    faults: 2,
    systemCalls: 2,
    logForces: 0,
  });
});

test('from user space only what was stored is flushed, and one fault is enough', () => {
  expect(on('map-sync', true, [line, durable], [line, durable])).toMatchObject({
    flushes: 2,
    faults: 1,
    systemCalls: 0,
    logForces: 0,
  });
});

test('fsync forces the log once for many allocations, a synchronous fault once for each', () => {
  const pages = [store(0, 0, 1), store(0, 1, 1), store(0, 2, 1), durable];
  expect(on('fsync', false, pages).logForces).toBe(1);
  expect(on('map-sync', false, pages).logForces).toBe(3);
  expect(on('static-chunk', false, pages).logForces).toBe(0);
});

const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc
    .tuple(fc.nat(3), fc.nat(5), fc.integer({ min: 1, max: 64 }))
    .map(([file, page, lines]) => store(file, page, lines)),
  fc.constant(durable),
);

test('whatever the program does: all approaches make the same lines durable, fsync flushes most', () => {
  fc.assert(
    fc.property(fc.array(fc.array(operation)), fc.boolean(), (transactions, prepared) => {
      const [synced, mapped, chunk] = ['fsync', 'map-sync', 'static-chunk'].map((approach) =>
        on(approach, prepared, ...transactions),
      );
      expect(mapped?.lines).toBe(synced?.lines);
      expect(chunk?.lines).toBe(synced?.lines);
      expect(synced?.flushes).toBeGreaterThanOrEqual(mapped?.flushes ?? 0);
      expect(synced?.faults).toBeGreaterThanOrEqual(mapped?.faults ?? 0);
      expect(mapped?.logForces).toBeGreaterThanOrEqual(synced?.logForces ?? 0);
    }),
  );
});
