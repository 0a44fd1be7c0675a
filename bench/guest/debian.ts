import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Fault } from '../../data/schema/fault.ts';
import { sha256 } from '../../data/schema/hash.ts';
import type { Machines } from '../machine/machines.ts';
import { made } from './cache.ts';
import { execute, must } from './execute.ts';
import { gone, type Pins, pinned, refuseOthers } from './pins.ts';

/** A part of Debian's archive, as lines of a sources.list. */
export interface Release {
  readonly name: string;
  readonly sources: readonly string[];
}

/** A release of `data/machines/kernels.yaml`. */
export function releaseOf({ releases }: Pick<Machines, 'releases'>, name: string): Release {
  const suites = releases[name];
  if (!suites) throw new Error(`no such release: ${name}`);
  const signed = '[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]';
  return {
    name,
    sources: suites.map((suite) => `deb ${signed} http://deb.debian.org/${suite} main`),
  };
}

const Deb = z.strictObject({ name: z.string(), version: z.string(), sha256: z.string() });
export type Deb = z.infer<typeof Deb>;

/** Packages unpacked beside one another, as if installed under `root`. */
export interface Unpacked {
  readonly root: string;
  readonly debs: readonly Deb[];
}

/**
 * Fetches packages of one release and unpacks them into the cache. Nothing is installed and the
 * machine's own apt state is neither read nor written: a private one is made and thrown away.
 * @param names Packages; `NAME=VERSION` for one version, `meta:NAME` for the kernel image that a meta
 * package depends on, a `*` for the newest that fits. A kernel image brings its parts along.
 * @throws Fault `lacking` if apt or the network is.
 */
export async function fetchPackages(
  cache: string,
  release: Release,
  names: readonly string[],
  pins?: Pins,
): Promise<Unpacked> {
  if (pins) return fetchPinned(cache, release, names, pins);
  const key = sha256([...release.sources, ...names].join('\n')).slice(0, 12);
  const folder = await made(join(cache, 'debian', `${release.name}-${key}`), async (temporary) => {
    const debs = join(temporary, 'debs');
    mkdirSync(debs, { recursive: true });
    await download(join(temporary, 'apt'), debs, release, names);
    rmSync(join(temporary, 'apt'), { recursive: true });
    await unpack(debs, join(temporary, 'root'));
    writeFileSync(join(temporary, 'debs.json'), JSON.stringify(describe(debs)));
    rmSync(debs, { recursive: true });
  });
  const debs = z.array(Deb).parse(JSON.parse(readFileSync(join(folder, 'debs.json'), 'utf8')));
  return { root: join(folder, 'root'), debs };
}

/** The packages that lie in the cache where they are those of the run, else those of the run from the mirror. */
async function fetchPinned(
  cache: string,
  release: Release,
  names: readonly string[],
  pins: Pins,
): Promise<Unpacked> {
  const newest = await newestOf(cache, release, names, pins);
  try {
    refuseOthers(newest.debs, pins);
    return newest;
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    const wanted = pinned(names, pins);
    if (wanted.every((name, index) => name === names[index])) throw cause;
    try {
      const old = await fetchPackages(cache, release, wanted);
      refuseOthers(old.debs, pins);
      return old;
    } catch (refused) {
      if (!(refused instanceof Fault)) throw refused;
      throw new Fault('lacking', `${cause.message}; the mirror says: ${refused.message}`, gone);
    }
  }
}

/** @throws Fault `lacking` with what the run had of a package that the mirror does not have at all. */
async function newestOf(
  cache: string,
  release: Release,
  names: readonly string[],
  pins: Pins,
): Promise<Unpacked> {
  try {
    return await fetchPackages(cache, release, names);
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    const had = [...pins].map(([name, { version }]) => `${name} ${version}`).join(', ');
    throw new Fault(
      cause.exit,
      `${cause.message}; the run had ${had}`,
      `${cause.next}, or ${gone}`,
    );
  }
}

async function download(
  state: string,
  into: string,
  release: Release,
  names: readonly string[],
): Promise<void> {
  for (const folder of ['lists/partial', 'archives/partial']) {
    mkdirSync(join(state, folder), { recursive: true });
  }
  writeFileSync(join(state, 'sources.list'), `${release.sources.join('\n')}\n`);
  writeFileSync(join(state, 'status'), ''); // as if nothing were installed here
  const options = privateState(state, release);
  const next = 'check the network and the package debian-archive-keyring, then run this again';
  await must('apt-get', ['update', '-qq', ...options], { next });
  const resolved = await Promise.all(names.map((name) => resolvePackages(name, options)));
  await must('apt-get', ['download', '-qq', ...options, ...resolved.flat()], { cwd: into, next });
}

function privateState(state: string, release: Release): string[] {
  const settings = [
    `Dir::State=${state}`,
    `Dir::State::lists=${state}/lists`,
    `Dir::State::status=${state}/status`,
    `Dir::Cache=${state}`,
    `Dir::Etc::SourceList=${state}/sources.list`,
    'Dir::Etc::SourceParts=/dev/null',
    'Dir::Etc::PreferencesParts=/dev/null',
    'Acquire::Languages=none',
    'Acquire::Retries=3',
    'APT::Architecture=amd64',
    `APT::Default-Release=${release.name}`,
    // apt's own sandbox user could not write into the cache of whoever runs this.
    `APT::Sandbox::User=${process.env['USER'] ?? 'root'}`,
  ];
  return settings.flatMap((setting) => ['-o', setting]);
}

const kernelImage = /^linux-image-\d/;
/** What a kernel image of 7.x is split into. */
const kernelPart = /^linux-(?:image|modules|binary)-\d/;

async function resolvePackages(name: string, options: readonly string[]): Promise<string[]> {
  const [exact, version] = name.split('=');
  if (version !== undefined && exact !== undefined) {
    if (!isKernelImage(exact)) return [name];
    const parts = (await dependenciesOf(exact, options)).filter((part) => kernelPart.test(part));
    return [name, ...parts.map((part) => `${part}=${version}`)];
  }
  const image = name.startsWith('meta:')
    ? found((await dependenciesOf(name.slice('meta:'.length), options)).find(isKernelImage), name)
    : name.includes('*')
      ? found(await newest(name, options), name)
      : name;
  if (!isKernelImage(image)) return [image];
  const parts = (await dependenciesOf(image, options)).filter((part) => kernelPart.test(part));
  return [image, ...parts];
}

const isKernelImage = (name: string) => kernelImage.test(name);

/** Of the newest version of a package. */
async function dependenciesOf(name: string, options: readonly string[]): Promise<string[]> {
  const listed = await must('apt-cache', ['show', '--no-all-versions', ...options, name]);
  const depends = /^Depends: (.*)$/m.exec(listed)?.[1] ?? '';
  return depends.split(',').map((each) => each.trim().split(/[\s|]/)[0] ?? '');
}

/** The newest package whose name fits a pattern with one `*`, by the numbers in its name. */
async function newest(pattern: string, options: readonly string[]): Promise<string | undefined> {
  const [before = '', after = ''] = pattern.split('*');
  const listed = await must('apt-cache', ['pkgnames', ...options, before]);
  return listed
    .split('\n')
    .filter((name) => name.startsWith(before) && name.endsWith(after) && !name.includes('unsigned'))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .at(-1);
}

function found(name: string | undefined, asked: string): string {
  if (name !== undefined) return name;
  throw new Fault(
    'lacking',
    `Debian's archive has no package ${asked}`,
    'name another kernel, or mend data/machines/kernels.yaml',
  );
}

async function unpack(debs: string, root: string): Promise<void> {
  mkdirSync(root);
  for (const deb of readdirSync(debs)) {
    await must('dpkg', ['-x', join(debs, deb), root]);
  }
}

/** Reads name and version from apt's file names (`name_1%3a2.3_amd64.deb`). */
function describe(debs: string): Deb[] {
  return readdirSync(debs)
    .sort()
    .map((file) => {
      const [name = '', version = ''] = file.split('_');
      const hash = createHash('sha256').update(readFileSync(join(debs, file)));
      return { name, version: decodeURIComponent(version), sha256: hash.digest('hex') };
    });
}

/** Packages as a manifest's tools have them. */
export const versionsOf = (debs: readonly Deb[]): Record<string, string> =>
  Object.fromEntries(debs.map((deb) => [deb.name, `${deb.version} sha256:${deb.sha256}`]));

/** A program of an unpacked tree, started with that tree's own loader and libraries. */
export function withLibraries(
  root: string,
  program: string,
  folders: readonly string[] = [],
): readonly string[] {
  const usual = ['lib/x86_64-linux-gnu', 'usr/lib/x86_64-linux-gnu'];
  const libraries = [...usual, ...folders].map((folder) => join(root, folder));
  const loader = join(root, 'lib/x86_64-linux-gnu/ld-linux-x86-64.so.2');
  return [loader, '--library-path', libraries.join(':'), join(root, program)];
}

/** Absolute paths of the shared libraries that a program of an unpacked tree loads. */
export async function librariesOf(
  root: string,
  program: string,
  folders: readonly string[] = [],
): Promise<string[]> {
  const [loader = '', ...args] = withLibraries(root, program, folders);
  const listed = await execute(loader, ['--list', ...args]);
  const paths = [...listed.stdout.matchAll(/=> (\/\S+)/g)].map((match) => match[1] ?? '');
  const foreign = paths.filter((path) => !path.startsWith(root) && !path.includes('ld-linux'));
  if (listed.code !== 0 || foreign.length > 0) {
    throw new Error(`${program}: libraries not unpacked: ${foreign.join(' ')} ${listed.stderr}`);
  }
  return paths.filter((path) => path.startsWith(root));
}
