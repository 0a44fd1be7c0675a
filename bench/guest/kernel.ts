import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { backports, bookworm, type Deb, fetchPackages, type Release } from './debian.ts';
import { vmlinuxOf } from './vmlinux.ts';

/** The kernels of the `kernel` axis and the release that each comes from. */
const releases: Readonly<Record<string, Release>> = { '6.1': bookworm, '6.12': backports };

/** In an order in which each finds the symbols that it needs; the packages ship no modules.dep. */
const wanted = 'libnvdimm nd_btt nd_pmem nd_e820 device_dax dax_pmem libcrc32c xfs dm-mod'.split(
  ' ',
);

export interface Kernel {
  /** As on the `kernel` axis. */
  readonly name: string;
  readonly image: string;
  /** Module files in load order; those built in or absent are left out. */
  readonly modules: readonly { readonly name: string; readonly path: string }[];
  readonly debs: readonly Deb[];
}

/** Fetches a stock Debian cloud kernel and finds its image and modules. */
export async function fetchKernel(cache: string, name: string): Promise<Kernel> {
  const release = releases[name];
  if (!release) throw new Error(`no such kernel: ${name}`);
  const { root, debs } = await fetchPackages(cache, release, ['meta:linux-image-cloud-amd64']);
  const boot = readdirSync(join(root, 'boot')).find((file) => file.startsWith('vmlinuz-'));
  if (!boot) throw new Error(`no vmlinuz in ${root}`);
  const folder = join(root, 'lib/modules');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const modules = wanted.flatMap((module) => {
    const file = files.find((path) => new RegExp(`/${module}\\.ko(\\.xz)?$`).test(path));
    return file ? [{ name: module, path: join(folder, file) }] : [];
  });
  return { name, image: await vmlinuxOf(join(root, 'boot', boot)), modules, debs };
}
