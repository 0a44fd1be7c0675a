import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Experiment } from '../../../data/schema/experiment.ts';
import { Run } from '../../../data/schema/run.ts';
import { readYaml } from '../../../data/schema/yaml.ts';
import { settings } from '../settings.ts';
import { committerSteps, lockSetting, writerSteps } from './programs.ts';
import { runDeadlock } from './run-deadlock.ts';

const experiment = readYaml('data/experiments/sync-fault-deadlock.yaml', Experiment);

test('a trace takes the steps of both programs in their order, and ends where neither can go on', () => {
  let found = 0;
  for (const setting of settings(experiment)) {
    const { explorations, measurements } = runDeadlock(experiment, setting);
    const { counterexample, holds } = explorations[0] ?? {};
    const [stuck] =
      measurements.find(({ metric }) => metric === 'deadlocked-states')?.samples ?? [];
    expect(holds).toBe(stuck === 0);
    expect(counterexample === null).toBe(holds);
    if (!counterexample) continue;
    found++;
    const steps = counterexample.steps.slice(0, -1);
    const programs = {
      writer: writerSteps(lockSetting(setting)).map(({ text }) => text),
      committer: committerSteps(lockSetting(setting)).map(({ text }) => text),
    };
    const taken = { writer: 0, committer: 0 };
    for (const { actor, text } of steps) {
      if (actor !== 'writer' && actor !== 'committer') throw new Error(`a step of "${actor}"`);
      expect(text).toBe(programs[actor][taken[actor]++]);
    }
    expect(taken.writer).toBeLessThan(programs.writer.length);
    expect(counterexample.summary).toContain(
      `the writer waits before "${programs.writer[taken.writer]}"`,
    );
    for (const [at, { index, changed, state }] of steps.entries()) {
      expect(index).toBe(at);
      const before = steps[at - 1]?.state.kernel;
      const differing = Object.keys(state.kernel).filter(
        (name) => before && before[name] !== state.kernel[name],
      );
      if (before) expect(changed).toEqual(differing.map((name) => `kernel.${name}`));
    }
    expect(counterexample.steps.at(-1)?.state).toEqual(steps.at(-1)?.state);
  }
  expect(found).toBeGreaterThan(0);
});

test('what is committed of it comes out again, setting by setting', () => {
  const folder = 'data/results/sync-fault-deadlock/model';
  const runs = readdirSync(folder).map((name) =>
    Run.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))),
  );
  const again = settings(experiment).flatMap(
    (setting) => runDeadlock(experiment, setting).measurements,
  );
  for (const { measurements } of runs) expect(again).toEqual(expect.arrayContaining(measurements));
});
