import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Batch, durableBatchCost, linesUntilShare } from './durable-store.ts';
import { type Profile, persistCost } from './profile.ts';

const profile: Profile = {
  device: 'test',
  randomRead: 300,
  idleWrite: { ntstore: 90, clwb: 60 },
  persist: {
    ntstore: { firstLine: 120, nextLine: 20 },
    clwb: { firstLine: 110, nextLine: 20 },
  },
  mediaLine: 256,
  bufferCapacity: 16_384,
  faults: { mapped: 10, allocation: 12, logForce: 100 },
};
const batch: Batch = {
  approach: 'map-sync',
  lines: 4,
  firstTouched: 4,
  allocated: 2,
  instruction: 'clwb',
  systemCall: 1,
};

test('map-sync pays the log once for every allocating fault, fsync once for the batch', () => {
  expect(durableBatchCost(profile, profile, batch)).toMatchObject({
    faults: 2 * 22 + 2 * 10,
    logForce: 200,
    systemCall: 0,
  });
  const synced = durableBatchCost(profile, profile, { ...batch, approach: 'fsync' });
  expect(synced).toMatchObject({ faults: 64, logForce: 100, systemCall: 1 });
});

test('a static chunk has nothing to allocate and no log to force', () => {
  const cost = durableBatchCost(profile, profile, { ...batch, approach: 'static-chunk' });
  expect(cost).toMatchObject({ faults: 40, logForce: 0, systemCall: 0 });
});

test('a device without published persist latencies gives no cost', () => {
  const bare = { ...profile, persist: { ntstore: null, clwb: null } };
  expect(durableBatchCost(bare, profile, batch)).toBeNull();
  expect(linesUntilShare(bare, 1, 0.1)).toBeNull();
});

test('the crossover is the first batch in which the fixed cost is small enough', () => {
  const cost = profile.persist.clwb;
  if (!cost) throw new Error('the profile has a cost');
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 200, noNaN: true }), (fixed) => {
      const lines = linesUntilShare(profile, fixed, 0.1) ?? 0;
      const share = (n: number) => fixed / (fixed + persistCost(cost, n * 64) / 1000);
      expect(share(lines)).toBeLessThanOrEqual(0.1 + 1e-9);
      if (lines > 1) expect(share(lines - 1)).toBeGreaterThan(0.1 - 1e-9);
    }),
    { seed: 2016 },
  );
});
