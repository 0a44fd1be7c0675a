import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Command, Io, OptionValues } from '../../data/schema/command.ts';
import { exitCode, Fault } from '../../data/schema/fault.ts';
import type { Operation } from '../../data/schema/sequences.ts';
import type { Survival } from '../../data/schema/survival.ts';
import { sequenceSets } from '../crash/sequence.ts';
import { sweep } from '../crash/sweep.ts';
import { crashPackagesHere } from '../sweep/packages.ts';
import { type SurvivalSwept, survivalPlanOf } from '../sweep/survival-plan.ts';
import { wholeNumber } from './chosen.ts';
import { diskOf, laboratoryOptions } from './crash-options.ts';
import { versionsHere } from './run-queued.ts';

export const crashSweep: Command['run'] = async ({ values, io }) => {
  const swept = sweptOf(values, io);
  const queue = values['queue'];
  const survival =
    queue === undefined
      ? await alone(swept, io)
      : await queued(swept, String(queue), values['check'] === true, io);
  const text = textOf(survival);
  const out = values['out'];
  if (typeof out === 'string') {
    const file = resolve(io.cwd, out);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } else io.out(text);
  return exitCode.done;
};

const textOf = (survival: Survival) => `${JSON.stringify(survival, null, 1)}\n`;

function sweptOf(values: OptionValues, io: Io): SurvivalSwept {
  const { disk, kernel, budget } = diskOf(values, io);
  // Crashes during recovery: one level deep unless told.
  const depth = wholeNumber('crash sweep: --depth', values['depth'], [0, 3], 1);
  const sets = String(values['sequences'] ?? 'pairs').split(',');
  const option = (name: string, value: string) => (value === '' ? '' : ` --${name} ${value}`);
  const chosen = option('mkfs', disk.mkfs) + option('mount', disk.options);
  return {
    kernel,
    disk,
    budget,
    depth,
    sequences: sequencesIn(sets, io.root),
    command: `./warrant crash sweep --fs ${disk.fs}${chosen} --kernel ${kernel} --budget ${budget} --sequences ${sets.join(',')}${depth === 1 ? '' : ` --depth ${depth}`}`,
  };
}

function alone(swept: SurvivalSwept, io: Io): Promise<Survival> {
  const { fs, mkfs, options } = swept.disk;
  const name = [fs, mkfs, options, swept.kernel].filter(Boolean).join('-');
  return sweep({ ...laboratoryOptions(io), ...swept, keep: join(io.root, 'build/crash', name) });
}

/**
 * The same on the workers of a queue. With `check`, here too, and compared to the byte.
 * @throws Fault `checkFailed` where the two differ.
 */
async function queued(
  swept: SurvivalSwept,
  url: string,
  check: boolean,
  io: Io,
): Promise<Survival> {
  const progress = (line: string) => io.err(`${line}\n`);
  const packages = (await versionsHere(() => crashPackagesHere(swept.kernel, io), progress)) ?? {};
  const plan = survivalPlanOf(io.root, { ...swept, packages });
  const { sweepCrashes } = await import('../sweep/queue/sweep.ts'); // loads pg-boss
  const gathered = await sweepCrashes(plan, url, { signal: io.signal, progress });
  if (!check) return gathered;
  progress('the same on this machine alone');
  if (textOf(await alone(swept, io)) !== textOf(gathered)) {
    throw new Fault(
      'checkFailed',
      'the gathered table differs from the one made here',
      'give the command again with --out, with and without --queue, and compare',
    );
  }
  progress(`equal: ${gathered.sequences.length} sequences`);
  return gathered;
}

function sequencesIn(sets: readonly string[], root: string): Operation[][] {
  const known: Readonly<Record<string, readonly (readonly Operation[])[]>> = sequenceSets(root);
  const other = sets.find((set) => !Object.hasOwn(known, set));
  if (other !== undefined)
    throw new Fault(
      'usage',
      `crash sweep: no sequences ${JSON.stringify(other)}`,
      `use of ${Object.keys(known).join(', ')}, joined by commas`,
    );
  return sets.flatMap((set) => known[set] ?? []).map((one) => [...one]);
}
