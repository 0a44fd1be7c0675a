import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import type { Conditions } from '../../data/schema/scope.ts';
import type { Machines } from './machines.ts';
import { quoted } from './problem.ts';

/** A kernel that is no name of the catalogue is a path: a bzImage, or a folder with boot/ and lib/modules/. */
export const isKernelPath = (name: string): boolean => name.includes('/');

/** Why a value of the axis `kernel` names no kernel; null where it does. */
export function kernelProblem(value: Conditions[string], machines: Machines): string | null {
  const known = `${[...machines.kernels.keys()].join(', ')}, or the path of a bzImage`;
  if (typeof value !== 'string') {
    return `no such kernel ${quoted(value)}; expected ${known} (in quotes: '6.1', not 6.1)`;
  }
  if (machines.kernels.has(value)) return null;
  if (!isKernelPath(value)) return `no such kernel ${quoted(value)}; expected ${known}`;
  if (!existsSync(value)) return `no file ${quoted(value)}`;
  if (statSync(value).isDirectory()) {
    return existsSync(`${value}/boot`) && existsSync(`${value}/lib/modules`)
      ? null
      : `${quoted(value)} has no boot/ and lib/modules/`;
  }
  return isBzImage(value) ? null : `${quoted(value)} is no bzImage`;
}

/** The magic `HdrS` of the setup header (Documentation/arch/x86/boot.rst). */
function isBzImage(file: string): boolean {
  const header = Buffer.alloc(4);
  const descriptor = openSync(file, 'r');
  try {
    return readSync(descriptor, header, 0, 4, 0x202) === 4 && header.toString('latin1') === 'HdrS';
  } finally {
    closeSync(descriptor);
  }
}
