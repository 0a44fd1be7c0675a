import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Device } from '../../data/schema/device.ts';
import { readFolder } from '../evidence/catalogue.ts';
import { predictions, weaknessThreshold } from '../model/latency/predictions.ts';
import { faultCost, persistCost } from '../model/latency/profile.ts';

const devices = readFolder(join(import.meta.dirname, '../../data/devices'), Device);
const report = predictions(devices);

test('no prediction uses a number that was kept back', () => {
  const changed = devices.map((device) => ({
    ...device,
    numbers: device.numbers.map((number) =>
      number.use === 'fitted' ? number : { ...number, value: number.value * 3 },
    ),
  }));
  const values = predictions(changed).predictions.map(({ predicted }) => predicted);
  expect(values).toEqual(report.predictions.map(({ predicted }) => predicted));
});

test('every number kept back is compared, and errors are what they are', () => {
  const kept = devices.flatMap(({ numbers }) => numbers.filter(({ use }) => use === 'predicted'));
  expect(report.predictions).toHaveLength(kept.length);
  for (const { predicted, published, error, weakness } of report.predictions) {
    expect(predicted).not.toBeNull();
    expect(error).toBeCloseTo((predicted ?? 0) / published - 1, 12);
    expect(weakness).toBe(Math.abs(error ?? 1) > weaknessThreshold);
  }
});

test('a fitted number is met exactly', () => {
  const optane = report.profiles.find(({ device }) => device === 'optane-100');
  const ntstore = optane?.persist.ntstore;
  if (!ntstore) throw new Error('the profile fits no persist latency');
  expect(persistCost(ntstore, 64)).toBeCloseTo(124.69, 9);
  expect(persistCost(ntstore, 4096)).toBeCloseTo(1550.55, 9);
});

test('a synchronous fault pays for the log only where the inode is dirty', () => {
  const cost = { mapped: 10, allocation: 12, logForce: 102 };
  const fault = { allocates: false, synchronous: true, dirty: false };
  expect(faultCost(cost, fault)).toBe(10);
  expect(faultCost(cost, { ...fault, dirty: true })).toBe(112);
  expect(faultCost(cost, { ...fault, synchronous: false, dirty: true })).toBe(10);
});

test('every number names its source', () => {
  for (const { numbers } of devices) {
    for (const { source } of numbers) expect(source.length).toBeGreaterThan(10);
  }
});
