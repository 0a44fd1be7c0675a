import type { Io, OptionValues } from '../../data/schema/command.ts';
import { Fault } from '../../data/schema/fault.ts';
import type { LaboratoryOptions } from '../crash/laboratory.ts';
import { crashable, type Disk } from '../crash/record-disk.ts';
import { cacheFolder } from '../guest/cache.ts';
import { type Machines, readMachines } from '../machine/machines.ts';
import { mkfsProblem, mountProblem } from '../machine/options-problem.ts';
import { wholeNumber } from './chosen.ts';

/** Long searches on a busy machine take hours; a guest that hangs is ended after this. */
const limitMs = 4 * 3_600_000;

export function laboratoryOptions(io: Io): LaboratoryOptions {
  return {
    cache: cacheFolder(io.env),
    root: io.root,
    limitMs,
    signal: io.signal,
    progress: (line) => io.err(`${line}\n`),
  };
}

/** @throws Fault `inputRefused` for a file system, option, kernel or budget that there is not. */
export function diskOf(
  values: OptionValues,
  io: Io,
): { disk: Disk; kernel: string; budget: number } {
  const machines = readMachines(io.root);
  const [fs, options, kernel] = [
    values['fs'],
    values['mount'] ?? '',
    values['kernel'] ?? '6.1',
  ].map(String);
  const entry = machines.fileSystems.get(fs ?? '');
  if (!entry || !crashable.includes(entry.name))
    throw new Fault(
      'inputRefused',
      `crash: no file system ${fs} to crash`,
      `use --fs ${crashable.join('|')}`,
    );
  const mkfs = String(values['mkfs'] ?? '');
  const problem =
    mkfsProblem(mkfs || undefined, entry) ?? mountProblem(options || undefined, entry);
  if (problem) throw new Fault('inputRefused', `crash: ${problem}`, 'mend the option');
  return {
    disk: { fs: entry.name, options: options ?? '', mkfs },
    kernel: kernelOf(kernel ?? '', machines),
    budget: wholeNumber('crash: --budget', values['budget'], [2, 65536], 64),
  };
}

/** @throws Fault `inputRefused` for a kernel that the catalogue has not. */
export function kernelOf(name: string, { kernels }: Machines): string {
  if (kernels.has(name)) return name;
  throw new Fault(
    'inputRefused',
    `crash: no kernel ${name}`,
    `use one of ${[...kernels.keys()].join(', ')}`,
  );
}
