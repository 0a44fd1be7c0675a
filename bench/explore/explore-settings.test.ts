import { expect, test } from 'vitest';
import { settings } from '../model/settings.ts';
import { exploreSettings } from './explore-settings.ts';
import { loadExperiment } from './load-experiment.ts';
import { nameTraces } from './name-traces.ts';

test('any number of workers gives the same bytes, traces and all', async () => {
  const experiment = loadExperiment('append-pointer', process.cwd(), process.cwd());
  const quick = settings(experiment, { quick: true });
  const bytes = async (workers: number) => {
    const outcomes = await exploreSettings(experiment, quick, { workers });
    return JSON.stringify([outcomes, outcomes.map(nameTraces)]);
  };
  const alone = await bytes(1);
  expect(await bytes(1)).toBe(alone);
  expect(await bytes(2)).toBe(alone);
  expect(await bytes(3)).toBe(alone);
  expect(alone).toContain('"kind":"violation"');
});

test('an aborted exploration stops', async () => {
  const experiment = loadExperiment('append-pointer', process.cwd(), process.cwd());
  const abort = new AbortController();
  const progress = () => abort.abort(new Error('enough'));
  const run = exploreSettings(experiment, settings(experiment), { signal: abort.signal, progress });
  await expect(run).rejects.toThrow('enough');
});
