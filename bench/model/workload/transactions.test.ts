import { expect, test } from 'vitest';
import type { Invariant } from '../../../data/schema/experiment.ts';
import { Experiment } from '../../../data/schema/experiment.ts';
import type { Conditions } from '../../../data/schema/scope.ts';
import { readYaml } from '../../../data/schema/yaml.ts';
import { runSetting } from '../run-experiment.ts';

const redoLog = readYaml('data/experiments/workload-redo-log-crash.yaml', Experiment);
const doubleWrite = readYaml('data/experiments/workload-double-write-crash.yaml', Experiment);
const sync = { approach: 'map-sync', metadata: 'wal', faultSync: true, block: 'hole' };

/** The invariants that some crash state broke. */
function broken(experiment: Experiment, setting: Conditions): Invariant[] {
  const { explorations } = runSetting(experiment, setting);
  expect(explorations.every(({ complete, states }) => complete && states > 0)).toBe(true);
  return explorations.flatMap(({ holds, invariant }) => (holds ? [] : [invariant]));
}

test.each([redoLog, doubleWrite])(
  '$id: synchronous faults and write-ahead logging lose nothing',
  (experiment) => {
    expect(broken(experiment, sync)).toEqual([]);
  },
);

test.each([redoLog, doubleWrite])(
  '$id: a new block whose allocation was not logged is lost, and order with it',
  (experiment) => {
    expect(broken(experiment, { ...sync, faultSync: false })).toEqual([
      'acknowledged-survives',
      'ordering',
    ]);
  },
);

test.each([
  ['user-flush-missing', sync],
  ['user-fence-missing', sync],
  ['fault-returns-before-force', sync],
  ['fsync-flush-missing', { ...sync, approach: 'fsync', faultSync: false }],
  ['fsync-force-missing', { ...sync, approach: 'fsync', faultSync: false }],
  ['forgotten-before-commit', { ...sync, block: 'unwritten' }],
  ['replay-skipped', { ...sync, approach: 'fsync', faultSync: false }],
])('with %s planted, a commit that was reported is lost', (bug, setting) => {
  expect(broken(redoLog, { ...setting, bug })).toContain('acknowledged-survives');
});

test('the one flush of a checksummed commit keeps what was acknowledged, in any state of the log', () => {
  for (const block of ['hole', 'unwritten', 'written']) {
    expect(broken(redoLog, { ...sync, block, commit: 'checksum' })).toEqual([]);
  }
});
