import { join, resolve } from 'node:path';
import type { Command, Io } from '../../data/schema/command.ts';
import type { Experiment } from '../../data/schema/experiment.ts';
import { exitCode, Fault } from '../../data/schema/fault.ts';
import { jsonDocument } from '../../data/schema/format.ts';
import type { Run } from '../../data/schema/run.ts';
import { Scope } from '../../data/schema/scope.ts';
import { reusable } from '../evidence/runs/reuse.ts';
import { runOn } from '../evidence/runs/run-on.ts';
import { writeRun, writeTrace } from '../evidence/runs/run-store.ts';
import { experimentFiles, loadExperiment } from '../explore/load-experiment.ts';

/** `warrant bench run`: runs the experiments named, or all that have the substrate. */
export const benchRun: Command['run'] = async ({ values, positionals, io }) => {
  const substrate = scopeOf(values['substrate'] ?? 'model');
  const folder = values['out']
    ? resolve(io.cwd, String(values['out']))
    : join(io.root, 'build/results');
  const runs: Run[] = [];
  for (const experiment of chosen(positionals, substrate, io)) {
    const command = reproduces(experiment, substrate, values['quick'] === true);
    const kept =
      values['reuse'] === true && substrate === 'model'
        ? reusable(experiment, folder, { root: io.root, command })
        : null;
    if (kept) {
      if (values['json'] !== true) io.out(`${kept.file}\n`);
      runs.push(kept.run);
      continue;
    }
    const { run, traces } = await runOn(experiment, substrate, {
      root: io.root,
      env: io.env,
      quick: values['quick'] === true,
      ...emulated(values['emulate'], substrate),
      command,
      signal: io.signal,
      progress: (line) => io.err(`${experiment.id}: ${line}\n`),
    });
    for (const trace of traces) writeTrace(folder, trace);
    const file = writeRun(folder, run);
    if (values['json'] !== true) io.out(`${file}\n`);
    runs.push(run);
  }
  if (values['json'] === true) io.out(jsonDocument({ schemaVersion: 1, runs }));
  return exitCode.done;
};

export function scopeOf(value: unknown): Scope {
  const scope = Scope.safeParse(value);
  if (scope.success) return scope.data;
  throw new Fault(
    'usage',
    `no substrate ${JSON.stringify(value)}`,
    `use one of ${Scope.options.join(', ')}`,
  );
}

const reproduces = (experiment: Experiment, substrate: Scope, quick: boolean) =>
  `./warrant bench run ${experiment.id} --substrate ${substrate}${quick ? ' --quick' : ''}`;

function chosen(names: readonly string[], substrate: Scope, io: Io): readonly Experiment[] {
  const files = names.length > 0 ? names : experimentFiles(io.root);
  const all = files.map((name) => loadExperiment(name, io.root, io.cwd));
  const able = all.filter(({ substrates }) => substrates.includes(substrate));
  const unable = all.find(({ substrates }) => !substrates.includes(substrate));
  if (names.length > 0 && unable) {
    throw new Fault(
      'usage',
      `${unable.id} does not run on ${substrate}`,
      `use --substrate ${unable.substrates.join('|')}`,
    );
  }
  return able;
}

/** `--emulate DEVICE`: times of slower memory, by waiting on this machine's own; only the host has times. */
function emulated(device: unknown, substrate: Scope): { readonly emulate?: string } {
  if (device === undefined) return {};
  if (substrate === 'host') return { emulate: String(device) };
  throw new Fault('usage', `--emulate has no meaning on ${substrate}`, 'use --substrate host');
}
