import { expect, test } from 'vitest';
import type { Invariant } from '../../../data/schema/experiment.ts';
import { Experiment } from '../../../data/schema/experiment.ts';
import type { Conditions } from '../../../data/schema/scope.ts';
import { readYaml } from '../../../data/schema/yaml.ts';
import { runSetting } from '../run-experiment.ts';

const underRemap = readYaml('data/experiments/device-under-remap.yaml', Experiment);
const besideFsync = readYaml('data/experiments/device-beside-fsync.yaml', Experiment);
const mapSync = { approach: 'map-sync', faultSync: true };

function broken(experiment: Experiment, setting: Conditions): Invariant[] {
  return runSetting(experiment, setting).explorations.flatMap(({ complete, holds, invariant }) => {
    expect(complete).toBe(true);
    return holds ? [] : [invariant];
  });
}

test.each(['punch', 'truncate', 'insert', 'collapse'])(
  '%s waits for the device: nothing is lost, and nothing comes to another file',
  (operation) => {
    expect(broken(underRemap, { ...mapSync, operation })).toEqual([]);
  },
);

test('without the wait a device writes to a block that is another file’s by then', () => {
  const setting = { ...mapSync, operation: 'punch', breakLayouts: false };
  expect(broken(underRemap, setting)).toContain('no-foreign-data');
});

test('a second device may come while the lock is given up, so that one look is not enough', () => {
  const setting = { ...mapSync, operation: 'punch', bug: 'layout-checked-once' };
  expect(broken(underRemap, setting)).not.toEqual([]);
});

test('an fsync between the reference and the write leaves the page clean: the next one passes it over', () => {
  expect(broken(besideFsync, { approach: 'fsync' })).toEqual(['acknowledged-survives']);
  expect(broken(besideFsync, { approach: 'fsync', persistency: 'eadr' })).toEqual([]);
  expect(broken(besideFsync, mapSync)).toEqual([]);
});
