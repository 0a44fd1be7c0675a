import type { Command, Io, OptionValues } from '../../data/schema/command.ts';
import type { Experiment } from '../../data/schema/experiment.ts';
import { exitCode, Fault } from '../../data/schema/fault.ts';
import { jsonDocument } from '../../data/schema/format.ts';
import type { Run } from '../../data/schema/run.ts';
import type { Scope } from '../../data/schema/scope.ts';
import { reusable } from '../evidence/runs/reuse.ts';
import { writeRun, writeTrace } from '../evidence/runs/run-store.ts';
import { pinsOf } from '../guest/pins.ts';
import { chosen, outFolder, reproduces, runOptions, scopeOf } from './chosen.ts';
import { runNamed } from './run-named.ts';
import { runnerOf } from './run-queued.ts';
import { runShard } from './run-shard.ts';
import { tellLost } from './tell-lost.ts';
import { tellUnheard, tellUnsaid } from './tell-unsaid.ts';

/** `warrant bench run`: runs the experiments named, or all that have the substrate. */
export const benchRun: Command['run'] = async ({ values, positionals, io }) => {
  const substrate = scopeOf(values['substrate'] ?? 'model');
  const json = values['json'] === true;
  const folder = outFolder(values, io, 'results');
  const experiments = chosen(positionals, substrate, io);
  if (values['shard'] !== undefined) {
    return runShard(experiments, substrate, String(values['shard']), values, io);
  }
  const made: { experiment: Experiment; run: Run }[] = [];
  for (const experiment of experiments) {
    const command = reproduces(experiment, substrate, values['quick'] === true);
    const kept =
      values['reuse'] === true && substrate === 'model'
        ? reusable(experiment, folder, { root: io.root, command })
        : null;
    if (kept) {
      if (!json) io.out(`${kept.file}\n`);
      made.push({ experiment, run: kept.run });
      continue;
    }
    tellUnheard(experiment, io);
    const { run, traces } = await finished(experiment, substrate, values, io);
    for (const trace of traces) writeTrace(folder, trace);
    const file = writeRun(folder, run);
    if (!json) io.out(`${file}\n`);
    made.push({ experiment, run });
  }
  const runs = made.map(({ run }) => run);
  if (json) io.out(jsonDocument({ schemaVersion: 1, runs }));
  const codes = [tellUnsaid(made, io), tellLost(runs, io)];
  return codes.find((code) => code !== exitCode.done) ?? exitCode.done;
};

/** Here, or on the workers of a queue. */
function finished(experiment: Experiment, substrate: Scope, values: OptionValues, io: Io) {
  return runnerOf(values)(experiment, substrate, {
    ...runOptions(experiment, substrate, values['quick'] === true, io),
    ...emulated(values['emulate'], substrate),
    outside: values['outside'] === true,
    ...asRun(values['as'], substrate, io),
  });
}

/** `--as RUN`: the guest with the very packages of an earlier run. */
function asRun(name: unknown, substrate: Scope, io: Io) {
  if (name === undefined) return {};
  if (substrate === 'guest') return { pins: pinsOf(runNamed(String(name), io)) };
  throw new Fault('usage', `--as has no meaning on ${substrate}`, 'use --substrate guest');
}

/** `--emulate DEVICE`: times of slower memory, by waiting on this machine's own; only the host has times. */
function emulated(device: unknown, substrate: Scope): { readonly emulate?: string } {
  if (device === undefined) return {};
  if (substrate === 'host') return { emulate: String(device) };
  throw new Fault('usage', `--emulate has no meaning on ${substrate}`, 'use --substrate host');
}
