import { expect, test } from 'vitest';
import { Experiment } from '../../../data/schema/experiment.ts';
import { readYaml } from '../../../data/schema/yaml.ts';
import { runSetting } from '../run-experiment.ts';

const unlinked = readYaml('data/experiments/unlinked-file.yaml', Experiment);
const remapped = readYaml('data/experiments/device-under-remap.yaml', Experiment);

/** By invariant: whether it holds in all crash states. */
function holds(experiment: Experiment, setting: Readonly<Record<string, string | boolean>>) {
  const { explorations } = runSetting(experiment, setting);
  expect(explorations.every(({ complete, states }) => complete && states > 20)).toBe(true);
  return Object.fromEntries(explorations.map((each) => [each.invariant, each.holds]));
}

test.each(['jbd2', 'xfs'])('with a log (%s) the list of orphans leaks no block', (journal) => {
  const sound = { 'no-leak': true, 'operation-atomic': true, 'tree-well-formed': true };
  expect(holds(unlinked, { approach: 'fsync', journal })).toEqual(sound);
});

test('in place, in the order of soft updates, blocks leak', () => {
  const setting = { approach: 'fsync', metadata: 'in-place', tearing: false };
  expect(holds(unlinked, setting)['no-leak']).toBe(false);
});

test('an inode that nobody listed leaks, and so does one that is taken off before its blocks', () => {
  for (const [bug, journal] of [
    ['orphan-unlisted', 'jbd2'],
    ['orphan-off-early', 'xfs'],
  ] as const) {
    expect(holds(unlinked, { approach: 'fsync', journal, bug })['no-leak']).toBe(false);
  }
});

test('leaks are not asked for where nobody counts', () => {
  const asked = { ...remapped, invariants: ['no-leak' as const] };
  const setting = { approach: 'map-sync', faultSync: true, operation: 'punch' };
  expect(() => runSetting(asked, setting)).toThrow(/no-leak/);
});
