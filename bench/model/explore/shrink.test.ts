import { expect, test } from 'vitest';
import { crashInvariants } from '../invariant/oracle.ts';
import { explore } from './explore.ts';
import { allReductions } from './options.ts';
import { type Scenario, scenarioOf, startOf } from './scenario.ts';
import { shrink } from './shrink.ts';

const options = { reductions: allReductions, budget: 100_000 };
const lost = crashInvariants.indexOf('acknowledged-survives');
const breaks = (each: Scenario) =>
  explore(each.world, startOf(each), options).breaches[lost] !== null;

test.each([
  ['extent-operation-elsewhere', { approach: 'map-sync', metadata: 'in-place' }],
  ['append-pointer', { approach: 'map-sync' }],
  ['remap-under-mapping', { approach: 'map-sync', operation: 'punch', invalidate: false }],
])('%s: no action of the shrunk program can be left out', (workload, setting) => {
  const whole = scenarioOf(workload, setting, options);
  const { scenario } = shrink(whole, lost, options);
  const size = (each: Scenario) => each.program.actors.flat().length;
  expect(size(scenario)).toBeLessThan(size(whole));
  expect(breaks(scenario)).toBe(true);
  for (const [actor, actions] of scenario.program.actors.entries()) {
    for (const i of actions.keys()) {
      const actors = scenario.program.actors.with(actor, actions.toSpliced(i, 1));
      expect(breaks({ ...scenario, program: { ...scenario.program, actors } })).toBe(false);
    }
  }
});
