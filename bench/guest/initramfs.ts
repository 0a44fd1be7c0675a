import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { sha256 } from '../../data/schema/hash.ts';
import type { Machines } from '../machine/machines.ts';
import { made } from './cache.ts';
import { type CpioEntry, cpio, fileMode, folderMode, linkMode } from './cpio.ts';
import { librariesOf, type Unpacked } from './debian.ts';
import { must } from './execute.ts';
import type { Kernel } from './kernel.ts';
import { moduleOrder } from './module-order.ts';
import { programsFor } from './tools.ts';

const folders = [
  ...[
    'bin',
    'dev',
    'etc',
    'jobs',
    'lab',
    'lab/parameters',
    'lib',
    'lib/modules',
    'lib/x86_64-linux-gnu',
    'lib64',
  ],
  ...['mnt', 'proc', 'run', 'sbin', 'sys', 'tmp'],
];

/** What a guest has besides the kernel: modules to load in this order, programs by their place. */
export interface Contents {
  readonly modules: readonly string[];
  readonly programs: readonly string[];
  /** Where programs find libraries besides the usual folders. */
  readonly libraryFolders?: readonly string[];
}

/** What the places of `bench/program` need. */
export const placeContents = (machines: Machines): Contents => ({
  modules: [...machines.modules, ...machines.placeModules],
  programs: programsFor(machines, ['ext4', 'xfs']),
});

/** Builds the part of the initramfs that runs with one kernel and content share; returns its path. */
export async function systemImage(
  cache: string,
  kernel: Kernel,
  tools: Unpacked,
  contents: Contents,
): Promise<string> {
  const inputs = JSON.stringify([kernel.debs, tools.debs, contents, folders]);
  return made(
    join(cache, 'initramfs', `${sha256(inputs).slice(0, 16)}.cpio`),
    async (temporary) => {
      const busybox = join(tools.root, 'bin/busybox');
      const applets = (await must(busybox, ['--list'])).split('\n').filter((name) => name !== '');
      const entries = [
        ...folders.map((path) => ({ path, mode: folderMode, data: new Uint8Array() })),
        { path: 'dev/console', mode: 0o020600, data: new Uint8Array(), device: [5, 1] as const },
        file('bin/busybox', readFileSync(busybox)),
        ...applets
          .filter((name) => name !== 'busybox')
          .map((name) => ({
            path: `bin/${name}`,
            mode: linkMode,
            data: Buffer.from('busybox'),
          })),
        ...(await toolEntries(tools, contents)),
        ...(await moduleEntries(kernel, contents.modules, busybox)),
      ];
      writeFileSync(temporary, cpio(entries));
    },
  );
}

/** Builds the part that one run brings: its program, its script and its jobs. */
export function runImage(files: Readonly<Record<string, string | Uint8Array>>): Buffer {
  return cpio(Object.entries(files).map(([path, data]) => file(path, Buffer.from(data))));
}

function file(path: string, data: Uint8Array): CpioEntry {
  return { path, mode: fileMode, data };
}

async function toolEntries(
  tools: Unpacked,
  { programs, libraryFolders = [] }: Contents,
): Promise<CpioEntry[]> {
  const needed = await Promise.all(
    programs.map((tool) => librariesOf(tools.root, tool, libraryFolders)),
  );
  const libraries = [...new Set(needed.flat())].sort();
  const loader = join(tools.root, 'lib/x86_64-linux-gnu/ld-linux-x86-64.so.2');
  return [
    ...programs.map((tool) => file(`sbin/${basename(tool)}`, readFileSync(join(tools.root, tool)))),
    ...libraries.map((path) => file(`lib/x86_64-linux-gnu/${basename(path)}`, readFileSync(path))),
    file('lib64/ld-linux-x86-64.so.2', readFileSync(loader)),
    file('etc/mke2fs.conf', readFileSync(join(tools.root, 'etc/mke2fs.conf'))),
  ];
}

async function moduleEntries(
  kernel: Kernel,
  wanted: readonly string[],
  busybox: string,
): Promise<CpioEntry[]> {
  const modules = await moduleOrder(kernel, wanted, busybox);
  const order = modules.map(({ name }) => name).join('\n');
  return [
    ...modules.map(({ name, data }) => file(`lib/modules/${name}.ko`, data)),
    file('lib/modules/order', Buffer.from(order)),
  ];
}
