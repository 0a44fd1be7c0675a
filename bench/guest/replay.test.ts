import { expect, test } from 'vitest';
import { loadExperiment } from '../explore/load-experiment.ts';
import { readMachines } from '../machine/machines.ts';
import { applicationOf } from '../model/application/run-application.ts';
import { settings } from '../model/settings.ts';
import { replayJobs, scriptOf } from './replay.ts';

const root = process.cwd();
const machines = readMachines(root);

test('each act is one line, each part of a point of durability one before it', () => {
  const part = { file: 1, at: 64, bytes: 128 };
  const script = scriptOf([
    { kind: 'measure' },
    { kind: 'create', file: 2, bytes: 4096 },
    { kind: 'store', ...part, mapping: 3 },
    { kind: 'read', loads: 7 },
    { kind: 'durable', parts: [part, { ...part, file: 0 }] },
    { kind: 'unmap', file: 1, mapping: 3 },
    { kind: 'remove', file: 2 },
    { kind: 'done', payload: 128 },
  ]);
  expect(script).toBe(
    [
      'm 0 0 0 0',
      'c 2 0 4096 0',
      's 1 64 128 3',
      'p 1 64 128 0',
      'p 0 64 128 0',
      'd 0 0 0 0',
      'u 1 0 0 3',
      'r 2 0 0 0',
      'o 0 0 0 0',
      '',
    ].join('\n'),
  );
});

test.each(['redo-log', 'key-value', 'double-write', 'small-files', 'many-mappings'])(
  '%s: settings that differ in approach or file system alone replay one script',
  (name) => {
    const experiment = loadExperiment(`guest-workload-${name}`, root, root);
    const application = applicationOf(experiment);
    if (!application) throw new Error(`${name} is no application`);
    const all = settings(experiment, { quick: true });
    const { lines, files } = replayJobs(application, experiment, all, machines);
    expect(lines).toHaveLength(all.length);
    const script = (line: string) => /script=\/(\S+)/.exec(line)?.[1] ?? '';
    for (const line of lines) expect(files?.[script(line)]).toMatch(/^o /m);
    const same = (setting: object) => JSON.stringify({ ...setting, approach: 0, fs: 0, kernel: 0 });
    const scripts = Map.groupBy(lines, (_, at) => same(all[at] ?? {}));
    for (const group of scripts.values()) expect(new Set(group.map(script)).size).toBe(1);
  },
);

test('an approach that no kernel has is refused', () => {
  const experiment = loadExperiment('guest-workload-redo-log', root, root);
  const application = applicationOf(experiment);
  if (!application) throw new Error('the redo log is an application');
  const setting = { approach: 'block-flag', fs: 'ext4', size: 64, batch: 1 };
  expect(() => replayJobs(application, experiment, [setting], machines)).toThrow('block-flag');
});
