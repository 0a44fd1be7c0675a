import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { sha256 } from '../../data/schema/hash.ts';
import { made } from './cache.ts';
import { type CpioEntry, cpio, fileMode, folderMode, linkMode } from './cpio.ts';
import { librariesOf, type Unpacked } from './debian.ts';
import { must } from './execute.ts';
import type { Kernel } from './kernel.ts';
import { guestTools } from './tools.ts';

const applets =
  'sh mount umount insmod cat cut echo mkdir sleep poweroff uname sync dd cp rm gunzip'.split(' ');
const folders = [
  ...['bin', 'dev', 'etc', 'jobs', 'lib', 'lib/modules', 'lib/x86_64-linux-gnu', 'lib64'],
  ...['mnt', 'proc', 'run', 'sbin', 'sys', 'tmp'],
];

/** Builds the part of the initramfs that all runs on one kernel share, and returns its path. */
export async function systemImage(cache: string, kernel: Kernel, tools: Unpacked): Promise<string> {
  const inputs = JSON.stringify([kernel.debs, tools.debs, guestTools, applets, folders]);
  return made(
    join(cache, 'initramfs', `${sha256(inputs).slice(0, 16)}.cpio`),
    async (temporary) => {
      const busybox = join(tools.root, 'bin/busybox');
      const entries = [
        ...folders.map((path) => ({ path, mode: folderMode, data: new Uint8Array() })),
        { path: 'dev/console', mode: 0o020600, data: new Uint8Array(), device: [5, 1] as const },
        file('bin/busybox', readFileSync(busybox)),
        ...applets.map((path) => ({
          path: `bin/${path}`,
          mode: linkMode,
          data: Buffer.from('busybox'),
        })),
        ...(await toolEntries(tools)),
        ...(await moduleEntries(kernel, busybox)),
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

async function toolEntries(tools: Unpacked): Promise<CpioEntry[]> {
  const needed = await Promise.all(guestTools.map((tool) => librariesOf(tools.root, tool)));
  const libraries = [...new Set(needed.flat())].sort();
  const loader = join(tools.root, 'lib/x86_64-linux-gnu/ld-linux-x86-64.so.2');
  return [
    ...guestTools.map((tool) =>
      file(`sbin/${basename(tool)}`, readFileSync(join(tools.root, tool))),
    ),
    ...libraries.map((path) => file(`lib/x86_64-linux-gnu/${basename(path)}`, readFileSync(path))),
    file('lib64/ld-linux-x86-64.so.2', readFileSync(loader)),
    file('etc/mke2fs.conf', readFileSync(join(tools.root, 'etc/mke2fs.conf'))),
  ];
}

async function moduleEntries(kernel: Kernel, busybox: string): Promise<CpioEntry[]> {
  const entries: CpioEntry[] = [];
  for (const { name, path } of kernel.modules) {
    // `execute` decodes as latin1, which keeps every byte.
    const data = path.endsWith('.xz')
      ? Buffer.from(await must(busybox, ['xzcat', path]), 'latin1')
      : readFileSync(path);
    entries.push(file(`lib/modules/${name}.ko`, data));
  }
  const order = kernel.modules.map(({ name }) => name).join('\n');
  return [...entries, file('lib/modules/order', Buffer.from(order))];
}
