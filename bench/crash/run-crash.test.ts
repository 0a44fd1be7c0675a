import { describe, expect, test } from 'vitest';
import { Experiment } from '../../data/schema/experiment.ts';
import { messageOf } from '../../data/schema/fault.ts';
import { runGuest } from '../evidence/runs/run-guest.ts';
import { cacheFolder } from '../guest/cache.ts';
import { fetchKernel } from '../guest/kernel.ts';
import { compilePlugin } from '../guest/plugin.ts';
import { fetchNewQemu } from '../guest/qemu-new.ts';
import { fetchTools } from '../guest/tools.ts';
import { readMachines } from '../machine/machines.ts';
import { optionsOf } from '../substrate/fixture/options.ts';

const root = process.cwd();

/** Why this machine cannot take crash states, or null. */
const lacking = await (async () => {
  try {
    const cache = cacheFolder(process.env);
    const machines = readMachines(root);
    await fetchNewQemu(cache, machines);
    await compilePlugin(cache, root, 'track', 4);
    await Promise.all([fetchKernel(cache, '6.1', machines), fetchTools(cache, machines)]);
    return null;
  } catch (caught) {
    return messageOf(caught);
  }
})();

const experiment = Experiment.parse({
  id: 'guest-crash-test',
  title: 'Appends with and without MAP_SYNC',
  question: 'Does the kernel find what was acknowledged?',
  substrates: ['guest'],
  workload: 'crash',
  parameters: {
    approach: ['map-sync'],
    operation: ['map-sync-clwb', 'clwb'],
    state: ['hole'],
    mutation: ['none'],
    fs: ['ext4'],
    tearing: [4096],
  },
  budget: 10,
});

describe.skipIf(lacking !== null)(`crash states${lacking ? ` (${lacking})` : ''}`, () => {
  test('acknowledged appends survive under MAP_SYNC and are lost on a plain mapping', async () => {
    const run = await runGuest(experiment, optionsOf(root));
    const survives = run.explorations.filter(
      ({ invariant }) => invariant === 'acknowledged-survives',
    );
    expect(survives.map(({ conditions, holds }) => [conditions['operation'], holds])).toEqual([
      ['map-sync-clwb', true],
      ['clwb', false],
    ]);
    expect(survives.every(({ states }) => states > 2)).toBe(true);
    expect(survives[1]?.complete).toBe(true);
  });
});
