import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Command } from '../../data/schema/command.ts';
import { exitCode } from '../../data/schema/fault.ts';
import { changes, replacements, sequences } from '../crash/sequence.ts';
import { sweep } from '../crash/sweep.ts';
import { diskOf, laboratoryOptions } from './crash-options.ts';

export const crashSweep: Command['run'] = async ({ values, io }) => {
  const { disk, kernel, budget } = diskOf(values, io);
  const short = values['short'] === true;
  const option = (name: string, value: string) => (value === '' ? '' : ` --${name} ${value}`);
  const chosen = option('mkfs', disk.mkfs) + option('mount', disk.options);
  const survival = await sweep({
    ...laboratoryOptions(io),
    kernel,
    disk,
    budget,
    sequences: short ? [...changes.map((one) => [one]), ...replacements] : sequences(),
    keep: join(
      io.root,
      'build/crash',
      [disk.fs, disk.mkfs, disk.options, kernel].filter(Boolean).join('-'),
    ),
    command: `./warrant crash sweep --fs ${disk.fs}${chosen} --kernel ${kernel} --budget ${budget}${short ? ' --short' : ''}`,
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
