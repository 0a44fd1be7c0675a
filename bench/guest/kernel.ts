import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Fault } from '../../data/schema/fault.ts';
import { isKernelPath } from '../machine/kernel-problem.ts';
import type { Machines } from '../machine/machines.ts';
import { type Deb, fetchPackages, releaseOf } from './debian.ts';
import type { Pins } from './pins.ts';
import { vmlinuxOf } from './vmlinux.ts';

export interface Kernel {
  /** As on the `kernel` axis. */
  readonly name: string;
  readonly image: string;
  /** Files of modules by name; those built in are not among them. */
  readonly modules: ReadonlyMap<string, string>;
  /** Names of those built in; null where the kernel comes without a list of them. */
  readonly builtIn: ReadonlySet<string> | null;
  readonly debs: readonly Deb[];
}

/**
 * Fetches a stock Debian kernel, or takes a reader's own, and finds its image and modules.
 * @throws Fault `lacking` where it cannot be had.
 */
export async function fetchKernel(
  cache: string,
  name: string,
  machines: Machines,
  pins?: Pins,
): Promise<Kernel> {
  if (isKernelPath(name)) return ownKernel(name);
  const entry = machines.kernels.get(name);
  if (!entry) throw new Error(`no such kernel: ${name}`);
  const { root, debs } = await fetchPackages(
    cache,
    releaseOf(machines, entry.release),
    [entry.package],
    pinsOfKernel(name, pins),
  );
  return {
    name,
    image: await vmlinuxOf(imageIn(root)),
    modules: modulesIn(root),
    builtIn: builtIn(root),
    debs,
  };
}

/** Of a run on several kernels, the packages of this one. */
const pinsOfKernel = (kernel: string, pins: Pins | undefined): Pins | undefined =>
  pins &&
  new Map([...pins].filter(([name]) => name.startsWith('linux-') && name.includes(`-${kernel}.`)));

/** A bzImage, or a folder with boot/vmlinuz-* and lib/modules/; named in the manifest by its hash. */
async function ownKernel(path: string): Promise<Kernel> {
  const folder = statSync(path).isDirectory();
  const image = folder ? imageIn(path) : path;
  const hash = createHash('sha256').update(readFileSync(image)).digest('hex');
  return {
    name: path,
    image,
    modules: folder ? modulesIn(path) : new Map(),
    builtIn: folder ? builtIn(path) : null,
    debs: [{ name: `kernel ${basename(path)}`, version: 'own', sha256: hash }],
  };
}

function imageIn(root: string): string {
  // From 7.x on Debian's image lies beside its modules.
  const places = ['boot', ...moduleFolders(root).map((folder) => folder.slice(root.length + 1))];
  const files = places
    .filter((place) => existsSync(join(root, place)))
    .flatMap((place) => readdirSync(join(root, place)).map((file) => join(root, place, file)));
  const image = files.find((file) => /\/vmlinuz(?:-[^/]*)?$/.test(file) && !file.endsWith('.elf'));
  if (image) return image;
  throw new Fault('lacking', `no vmlinuz in ${root}`, 'name the bzImage itself');
}

/** `lib/modules/VERSION`, whichever of the two places a package uses. */
const moduleFolders = (root: string): string[] =>
  ['lib/modules', 'usr/lib/modules']
    .map((folder) => join(root, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((version) => join(folder, version)));

/** Debian moved them from lib/ to usr/lib/ between releases; `-` and `_` are one to the kernel. */
function modulesIn(root: string): ReadonlyMap<string, string> {
  return new Map(
    moduleFolders(root).flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((file) => {
        const module = /([^/]+)\.ko(?:\.xz)?$/.exec(file)?.[1];
        return module ? [[moduleName(module), join(folder, file)] as const] : [];
      }),
    ),
  );
}

/** What the build lists in `modules.builtin`, a path a line. */
function builtIn(root: string): ReadonlySet<string> | null {
  const lists = moduleFolders(root)
    .map((folder) => join(folder, 'modules.builtin'))
    .filter((file) => existsSync(file));
  const paths = lists.flatMap((file) => readFileSync(file, 'utf8').split('\n'));
  return lists.length === 0
    ? null
    : new Set(paths.map((path) => moduleName(basename(path).replace(/\.ko$/, ''))));
}

export const moduleName = (module: string): string => module.replaceAll('-', '_');
