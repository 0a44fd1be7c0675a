import { expect, test } from 'vitest';
import { Experiment } from '../../data/schema/experiment.ts';
import type { Measurement } from '../../data/schema/run.ts';
import { readFolder } from '../evidence/catalogue.ts';
import { jsonFiles, readRun } from '../evidence/runs/run-store.ts';
import { tellUnheard, tellUnsaid } from './tell-unsaid.ts';

const root = process.cwd();
const experiment = readFolder(`${root}/data/experiments`, Experiment).find(
  ({ id }) => id === 'fsync-after-error',
) as Experiment;

const file = jsonFiles(`${root}/data/results/fsync-after-error`).at(-1) ?? '';
const { run } = readRun(file);

/** What is told of the committed run, its measurements changed. */
function told(changed: (measurement: Measurement) => readonly Measurement[]) {
  const lines: string[] = [];
  const code = tellUnsaid(
    [{ experiment, run: { ...run, measurements: run.measurements.flatMap(changed) } }],
    { root, err: (line) => lines.push(line) },
  );
  return { code, lines: lines.join('') };
}

test('a case whose fault did not happen is named, and is no failure', () => {
  expect(told((one) => [one]).lines).toMatch(/is met in (\d+) of \1 cases/);
  const { code, lines } = told((one) => [
    one.metric === 'first-fsync-errno' && one.conditions['fs'] === 'xfs'
      ? { ...one, samples: [0] }
      : one,
  ]);
  expect(code).toBe(0);
  expect(lines).toMatch(/is met in (\d+) of (?!\1 )\d+ cases/);
  expect(lines).toMatch(/not met, and so without an answer: .*xfs/);
  expect(lines).not.toMatch(/without an answer: .*ext4/);
});

test('a metric of which no setting has a sample is named, and is a failure, whoever declares it', () => {
  const { code, lines } = told((one) => (one.metric === 'bytes-lost' ? [] : [one]));
  expect(code).toBe(1);
  expect(lines).toContain('fsync-after-error: no setting has a sample of bytes-lost;');
  const { declares: _, ...undeclared } = experiment;
  const without = run.measurements.filter(({ metric }) => metric !== 'bytes-lost');
  const io = { root, err: () => {} };
  expect(tellUnsaid([{ experiment: undeclared, run: { ...run, measurements: without } }], io)).toBe(
    1,
  );
});

test('an axis that the program does not ask for is named, whatever it reads from its environment', () => {
  const lines: string[] = [];
  const io = { root, err: (line: string) => lines.push(line) };
  tellUnheard(experiment, io);
  expect(lines).toEqual([]);
  tellUnheard({ ...experiment, parameters: { ...experiment.parameters, colour: ['red'] } }, io);
  expect(lines.join('')).toMatch(/does not ask for colour/);
});
