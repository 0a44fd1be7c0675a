import type { Experiment } from '../../data/schema/experiment.ts';
import type { ToolEntry } from '../../data/schema/machine.ts';
import type { Machines } from '../machine/machines.ts';
import { fetchPackages, releaseOf, type Unpacked } from './debian.ts';
import type { Pins } from './pins.ts';

/** Packages of the programs that every guest may need, and the libraries that those load. */
const names = [
  ...['busybox-static', 'ndctl', 'dmsetup', 'libc6', 'libndctl6', 'libdaxctl1', 'libjson-c5'],
  ...['libkmod2', 'libudev1', 'libkeyutils1', 'libiniparser1', 'libdevmapper1.02.1'],
  ...['libselinux1', 'libpcre2-8-0', 'liblzma5', 'libzstd1', 'libssl3', 'libcap2'],
];

/** What of those packages goes into every initramfs, by its place in them. */
export const commonPrograms = ['usr/bin/ndctl', 'sbin/dmsetup'];

/** Fetches them, the packages of every file system of the catalogue, and those of foreign programs. */
export function fetchTools(
  cache: string,
  machines: Machines,
  pins?: Pins,
  foreign: readonly ToolEntry[] = [],
): Promise<Unpacked> {
  const packages = [...machines.fileSystems.values(), ...foreign].flatMap((one) => one.packages);
  const release = releaseOf(machines, 'bookworm');
  return fetchPackages(cache, release, [...new Set([...names, ...packages])].sort(), pins);
}

/** The programs of some file systems, and those that every guest has. */
export const programsFor = ({ fileSystems }: Machines, names: Iterable<string>): string[] => [
  ...[...new Set(names)].flatMap((name) => fileSystems.get(name)?.programs ?? []),
  ...commonPrograms,
];

/** The foreign programs that an experiment names. */
export const foreignOf = ({ tools = [] }: Experiment, machines: Machines): ToolEntry[] =>
  tools.flatMap((name) => machines.tools.get(name) ?? []);
