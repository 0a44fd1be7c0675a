import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadExperiment } from '../../explore/load-experiment.ts';
import { runModel } from './run-model.ts';

function options(
  progress: (line: string) => void = () => {},
  signal = new AbortController().signal,
) {
  const root = mkdtempSync(join(tmpdir(), 'model-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'bench/model'), { recursive: true });
  return { root, env: {}, quick: true, command: 'x', progress, signal };
}
const experiment = () => loadExperiment('append-pointer', process.cwd(), process.cwd());

test('two runs measure and find the same, whatever their manifests say', async () => {
  const [a, b] = [await runModel(experiment(), options()), await runModel(experiment(), options())];
  expect(a.run.measurements).toEqual(b.run.measurements);
  expect(a.run.explorations).toEqual(b.run.explorations);
  expect(a.traces).toEqual(b.traces);
});

test('an interrupted run keeps its finished settings and the next call ends the same', async () => {
  const abort = new AbortController();
  const many = {
    ...experiment(),
    quick: {},
    parameters: { ...experiment().parameters, metadata: ['wal'] },
  };
  const given = options(() => abort.abort(), abort.signal); // after the first batch
  const partial = join(given.root, 'build/partial');
  await expect(runModel(many, given)).rejects.toThrow();
  const kept = readdirSync(partial, { recursive: true }).length - 1;
  expect(kept).toBeGreaterThan(0);
  const resumed = await runModel(many, {
    ...given,
    progress: () => {},
    signal: new AbortController().signal,
  });
  const whole = await runModel(many, options());
  expect(resumed.run.explorations).toEqual(whole.run.explorations);
  expect(readdirSync(partial).filter((name) => existsSync(join(partial, name)))).toEqual([]);
});
