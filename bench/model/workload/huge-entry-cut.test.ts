import { expect, test } from 'vitest';
import { Experiment } from '../../../data/schema/experiment.ts';
import type { Conditions } from '../../../data/schema/scope.ts';
import { readYaml } from '../../../data/schema/yaml.ts';
import { approachOf } from '../approach/approaches.ts';
import { explore } from '../explore/explore.ts';
import { allReductions } from '../explore/options.ts';
import { runSetting } from '../run-experiment.ts';
import type { Action } from './action.ts';
import { worldOf } from './setting.ts';
import { startMachine } from './start.ts';

const experiment = readYaml('data/experiments/huge-entry-cut.yaml', Experiment);
const loses = (setting: Conditions): boolean =>
  runSetting(experiment, setting).explorations.some(({ complete, holds }) => {
    expect(complete).toBe(true);
    return !holds;
  });

test('fsync passes over what truncate leaves of a huge entry, and punch writes it back first', () => {
  const fsync = { approach: 'fsync', mapping: 'pmd', operation: 'truncate' };
  expect(loses(fsync)).toBe(true);
  expect(loses({ ...fsync, mapping: 'pte' })).toBe(false);
  expect(loses({ ...fsync, operation: 'punch' })).toBe(false);
  expect(loses({ ...fsync, persistency: 'eadr' })).toBe(false);
});

test('CLWB faults the page in again and writes back where the block still is', () => {
  expect(loses({ approach: 'map-sync', faultSync: true, mapping: 'pmd' })).toBe(false);
});

test('a huge entry is flushed whole, and its fault counts once', () => {
  const counted = (mapping: string) =>
    Object.fromEntries(
      runSetting(experiment, { approach: 'fsync', mapping }).measurements.map((each) => [
        each.metric,
        each.samples[0],
      ]),
    );
  const [single, huge] = [counted('pte'), counted('pmd')];
  expect(huge['flushes']).toBe(2 * (single['flushes'] ?? 0));
  expect(huge['faults']).toBe(single['faults']);
});

test('fsync flushes both blocks that one entry stands for', () => {
  const world = worldOf({ mapping: 'pmd' }, false);
  const cells = [0, 1].map((offset) => ({ file: 0, offset }));
  const initial = cells.map((cell) => ({ ...cell, value: 1 + cell.offset }));
  const stores = cells.map((cell, i): Action => ({ kind: 'store', cell, value: 20 + i }));
  const actors = [[...stores, { kind: 'durable', cells } as const]];
  const start = startMachine(world, approachOf('fsync'), initial, { names: ['program'], actors });
  const found = explore(world, start, { reductions: allReductions, budget: 10_000 });
  expect(found.complete).toBe(true);
  expect(found.breaches.every((breach) => breach === null)).toBe(true);
});
