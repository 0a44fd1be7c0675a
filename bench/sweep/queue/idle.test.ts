import { expect, test } from 'vitest';
import { loadExperiment } from '../../explore/load-experiment.ts';
import { planOf } from '../plan.ts';
import { Idle } from './idle.ts';

const root = process.cwd();
const plan = planOf(root, {
  experiment: loadExperiment('append-pointer', root, root),
  substrate: 'model',
  quick: true,
  command: 'test',
});
const refusal = { worker: 'host, process 1', reason: 'it has another kernel' };

function watched() {
  const told: string[] = [];
  const idle = new Idle(1000, (line) => told.push(line));
  const start = performance.now();
  const look = (after: number, working: boolean, refusals = [refusal]) =>
    idle.look(plan, working, refusals, start + after);
  return { told, look };
}

test('a refusal is told once; where nobody works for a while it ends the sweep', () => {
  const { told, look } = watched();
  look(10, false);
  look(500, false);
  expect(told).toEqual(['refused by host, process 1: it has another kernel']);
  expect(() => look(2000, false)).toThrow(
    'append-pointer: no worker that could do it for 1 s; refused by host, process 1: it has another kernel',
  );
});

test('as long as another works, a refusal ends nothing', () => {
  const { look } = watched();
  look(10, false);
  look(1900, true);
  look(2800, false);
  expect(() => look(3000, false)).toThrow('refused by');
});

test('without any worker, that is said once, and waiting goes on', () => {
  const { told, look } = watched();
  for (const after of [10, 1500, 90_000]) look(after, false, []);
  expect(told).toEqual(['no worker has taken a part yet: start ./warrant worker --queue']);
});
