import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Experiment } from '../../data/schema/experiment.ts';
import { optionsOf } from '../substrate/fixture/options.ts';
import { runHost } from './run-host.ts';

const hasCompiler = (() => {
  try {
    execFileSync('gcc', ['--version'], { stdio: 'ignore' });
    return process.arch === 'x64' && existsSync('/dev/shm');
  } catch {
    return false;
  }
})();

const experiment = Experiment.parse({
  id: 'host-test',
  title: 'Flushes on memory',
  question: 'Do flushes run here?',
  substrates: ['host'],
  workload: 'durable-store',
  parameters: {
    operation: ['clwb'],
    fs: ['tmpfs', 'dax'],
    mapping: ['pte'],
    size: [64],
    dirty: [1],
  },
});
const options = { ...optionsOf(process.cwd()), samples: 50 };

test.skipIf(!hasCompiler)('flushes on tmpfs are timed and labelled as what they are', async () => {
  const said: string[] = [];
  const run = await runHost(experiment, { ...options, progress: (line) => said.push(line) });
  const latency = run.measurements.find(({ metric }) => metric === 'latency');
  expect(latency?.samples).toHaveLength(50);
  expect(latency?.conditions['emulated']).toBeUndefined();
  expect(String(run.manifest.machine['fs tmpfs'])).toMatch(/^tmpfs on /);
  expect(said).toContain('host: 1 settings');
});

test.skipIf(!hasCompiler)(
  'an emulated device is waited for, named, and its overhead shown',
  async () => {
    const run = await runHost(experiment, { ...options, emulate: 'optane-100' });
    const latency = run.measurements.find(({ metric }) => metric === 'latency');
    expect(latency?.conditions['emulated']).toBe('optane-100');
    // Never sooner than published; how much later depends on the machine and is reported.
    expect(Math.min(...(latency?.samples ?? []))).toBeGreaterThan(70);
    expect(run.measurements.map(({ metric }) => metric)).toContain('emulation-overhead');
  },
);
