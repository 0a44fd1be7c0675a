import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Command, OptionValues } from '../../data/schema/command.ts';
import { exitCode, Fault } from '../../data/schema/fault.ts';
import { type Operation, sequenceSets } from '../crash/sequence.ts';
import { sweep } from '../crash/sweep.ts';
import { diskOf, laboratoryOptions } from './crash-options.ts';

export const crashSweep: Command['run'] = async ({ values, io }) => {
  const { disk, kernel, budget } = diskOf(values, io);
  const depth = depthOf(values['depth']);
  const sets = String(values['sequences'] ?? 'pairs').split(',');
  const option = (name: string, value: string) => (value === '' ? '' : ` --${name} ${value}`);
  const chosen = option('mkfs', disk.mkfs) + option('mount', disk.options);
  const survival = await sweep({
    ...laboratoryOptions(io),
    kernel,
    disk,
    budget,
    depth,
    sequences: sets.flatMap(sequencesIn),
    keep: join(
      io.root,
      'build/crash',
      [disk.fs, disk.mkfs, disk.options, kernel].filter(Boolean).join('-'),
    ),
    command: `./warrant crash sweep --fs ${disk.fs}${chosen} --kernel ${kernel} --budget ${budget} --sequences ${sets.join(',')}${depth === 1 ? '' : ` --depth ${depth}`}`,
  });
  const text = `${JSON.stringify(survival, null, 1)}\n`;
  const out = values['out'];
  if (typeof out === 'string') {
    const file = resolve(io.cwd, out);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } else io.out(text);
  return exitCode.done;
};

/** Crashes during recovery: one level deep unless told. */
function depthOf(given: OptionValues[string]): number {
  const depth = Number(given ?? 1);
  if (!Number.isInteger(depth) || depth < 0 || depth > 3)
    throw new Fault('usage', `crash sweep: no depth ${String(given)}`, 'use --depth 0 to 3');
  return depth;
}

function sequencesIn(set: string): readonly (readonly Operation[])[] {
  const sets: Readonly<Record<string, () => readonly (readonly Operation[])[]>> = sequenceSets;
  const found = Object.hasOwn(sets, set) ? sets[set] : undefined;
  if (!found)
    throw new Fault(
      'usage',
      `crash sweep: no sequences ${JSON.stringify(set)}`,
      `use of ${Object.keys(sets).join(', ')}, joined by commas`,
    );
  return found();
}
