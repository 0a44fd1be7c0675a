import { expect, test } from 'vitest';
import { Experiment } from '../../data/schema/experiment.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import { readYaml } from '../../data/schema/yaml.ts';
import { runSetting } from './run-experiment.ts';
import { matches, settings } from './settings.ts';

/** The settings that break an invariant, among those that match the pattern. */
function broken(id: string, invariant: string, pattern: Conditions): Conditions[] {
  const experiment = readYaml(`data/experiments/${id}.yaml`, Experiment);
  const chosen = settings(experiment).filter((setting) => matches(setting, pattern));
  expect(chosen.length).toBeGreaterThan(0);
  return chosen.filter((setting) => {
    const found = runSetting(experiment, setting).explorations.find(
      (exploration) => exploration.invariant === invariant,
    );
    expect(found?.complete).toBe(true);
    return found?.holds === false;
  });
}

test('an allocation that is not logged when user space says durable is lost, a logged one is kept', () => {
  const pattern = { metadata: 'wal', block: 'hole', persistency: 'adr' };
  const lost = broken('append-pointer', 'acknowledged-survives', pattern);
  expect(lost).toEqual([{ ...pattern, approach: 'map-sync', faultSync: false }]);
  expect(broken('append-pointer', 'ordering', pattern)).toEqual(lost);
});

test('a split or merge elsewhere loses nothing with a log or shadow paging, and loses data in place', () => {
  const lost = (pattern: Conditions) =>
    broken('split-elsewhere', 'acknowledged-survives', { persistency: 'adr', ...pattern });
  expect(lost({ metadata: 'wal', approach: 'map-sync' })).toEqual([]);
  expect(lost({ metadata: 'cow' })).toEqual([]);
  expect(lost({ metadata: 'in-place', approach: 'map-sync', faultSync: true })).toHaveLength(2);
  expect(lost({ metadata: 'in-place-unordered', approach: 'static-chunk' })).toEqual([]);
});

test('ordered writes in place lose data where blocks tear, unordered ones where they do not either', () => {
  const lost = (metadata: string, tearing: boolean) =>
    broken('in-place-tearing', 'acknowledged-survives', {
      approach: 'map-sync',
      persistency: 'adr',
      operation: 'split',
      metadata,
      tearing,
    }).length;
  expect(lost('in-place', true)).toBe(1);
  expect(lost('in-place', false)).toBe(0);
  expect(lost('in-place-unordered', false)).toBe(1);
});

test('remapping a block under a live mapping needs the mapping to be invalidated', () => {
  const lost = (invalidate: boolean, invariant: string, operation: string) =>
    broken('remap-under-mapping', invariant, {
      metadata: 'wal',
      approach: 'map-sync',
      invalidate,
      operation,
    }).length;
  expect(lost(false, 'acknowledged-survives', 'punch')).toBe(1);
  expect(lost(false, 'no-foreign-data', 'reflink')).toBe(1);
  expect(lost(true, 'acknowledged-survives', 'punch')).toBe(0);
  expect(lost(true, 'no-foreign-data', 'reflink')).toBe(0);
});

test('a shared block that is copied and remapped without a flush is lost, with a flush it is not', () => {
  const lost = (copyFlushed: boolean) =>
    broken('copied-block', 'acknowledged-survives', { copyFlushed }).map(
      ({ persistency }) => persistency,
    );
  expect(lost(false)).toEqual(['adr', 'adr', 'adr', 'adr']);
  expect(lost(true)).toEqual([]);
});

test('of two fsyncs at once one may return before the other has flushed its page, unless caches persist', () => {
  const lost = (pattern: Conditions) => broken('two-fsyncs', 'acknowledged-survives', pattern);
  expect(lost({ approach: 'fsync', persistency: 'adr' })).toHaveLength(4);
  expect(lost({ persistency: 'eadr' })).toEqual([]);
  expect(lost({ approach: 'map-sync' })).toEqual([]);
});

test('XFS shifts one extent a transaction, so that a crash shows part of an insert or a collapse; ext4 does not', () => {
  const half = broken('operation-beside-force', 'operation-atomic', { metadata: 'wal' });
  expect(half.map(({ journal, operation }) => [journal, operation])).toEqual([
    ['xfs', 'insert'],
    ['xfs', 'collapse'],
  ]);
  expect(broken('operation-beside-force', 'tree-well-formed', { metadata: 'wal' })).toEqual([]);
});

test('a sealed file refuses what would lose its data', () => {
  const pattern = { metadata: 'wal', operation: 'punch', invalidate: false };
  expect(broken('immutable-file-refuses', 'acknowledged-survives', pattern)).toEqual([]);
});

test('a program that knows only fsync loses its store where fsync skips flagged blocks', () => {
  const pattern = { metadata: 'wal', operation: 'split', persistency: 'adr' };
  const lost = broken('block-flag-unaware-writer', 'acknowledged-survives', pattern);
  expect(lost.map(({ writer, fsyncSkipsFlagged }) => [writer, fsyncSkipsFlagged])).toEqual([
    ['unaware', true],
  ]);
});

test('a synchronous fault under the page lock of write() deadlocks, one outside it does not', () => {
  const stuck = broken('sync-fault-deadlock', 'no-deadlock', { faultSync: true });
  expect(stuck.map(({ data, copy, block }) => [data, copy, block])).toEqual([
    ['ordered', 'faulting', 'hole'],
    ['ordered', 'faulting', 'hole'],
  ]);
});

test('each counterexample is a trace that ends in the violation it is for', () => {
  const experiment = readYaml('data/experiments/append-pointer.yaml', Experiment);
  const [lost] = broken('append-pointer', 'acknowledged-survives', {
    metadata: 'wal',
    block: 'hole',
  });
  const [exploration] = runSetting(experiment, lost ?? {}).explorations;
  const trace = exploration?.counterexample;
  expect(trace?.steps.map(({ kind }) => kind).slice(-3)).toEqual([
    'crash',
    'recovery',
    'violation',
  ]);
  expect(trace?.summary).toMatch(/^Block 1 of file 0 reads zeros after recovery/);
});

test('the cost of a durable store: user space flushes one line, fsync a page', () => {
  const experiment = readYaml('data/experiments/durable-store-cost.yaml', Experiment);
  const cost = (setting: Conditions, metric: string) =>
    runSetting(experiment, { batch: 1, metadata: 'wal', ...setting })
      .measurements.find((measurement) => measurement.metric === metric)
      ?.samples.at(0);
  const overwrite = { state: 'overwrite' };
  expect(cost({ approach: 'map-sync', faultSync: true, ...overwrite }, 'flushes')).toBe(1);
  expect(cost({ approach: 'fsync', ...overwrite }, 'flushes')).toBe(64);
  expect(cost({ approach: 'fsync', ...overwrite }, 'faults')).toBe(1);
  expect(cost({ approach: 'map-sync', faultSync: true, state: 'hole' }, 'log-forces')).toBe(1);
  expect(cost({ approach: 'static-chunk', ...overwrite }, 'log-forces')).toBe(0);
});
