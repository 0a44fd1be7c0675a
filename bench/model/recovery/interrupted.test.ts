import { expect, test } from 'vitest';
import { explore } from '../explore/explore.ts';
import { allReductions } from '../explore/options.ts';
import { scenarioOf, startOf } from '../explore/scenario.ts';
import { crashInvariants } from '../invariant/oracle.ts';

const options = { reductions: allReductions, budget: 1_000_000 };

function broken(setting: Readonly<Record<string, string | number>>): string[] {
  const conditions = { approach: 'map-sync', faultSync: true, ...setting };
  const scenario = scenarioOf('many-forces', conditions, options);
  const { breaches, complete } = explore(scenario.world, startOf(scenario), options);
  expect(complete).toBe(true);
  return crashInvariants.filter((_, i) => breaches[i]);
}

test.each(['jbd2', 'xfs'])(
  'with the log of %s, a recovery that is cut short may begin anew',
  (journal) => {
    expect(broken({ journal, recovery: 'interrupted' })).toEqual([]);
  },
);

test.each([
  { journal: 'jbd2', bug: 'replay-skips-begun' },
  { journal: 'xfs', bug: 'replay-skips-begun' },
  { journal: 'jbd2', bug: 'recovery-tail-early' },
])('$bug with the log of $journal is found by a second crash alone', (setting) => {
  expect(broken({ ...setting, recovery: 'whole' })).toEqual([]);
  expect(broken({ ...setting, recovery: 'interrupted' })).toEqual([
    'tree-well-formed',
    'operation-atomic',
  ]);
});

test('where remains lie over the end of a new log, a recovery that clears them by half is refused', () => {
  expect(broken({ journal: 'xfs', logLines: 48, recovery: 'interrupted' })).toEqual(['mounts']);
  expect(broken({ journal: 'xfs', logLines: 48, recovery: 'whole' })).toEqual([]);
});
