import { Fault } from '../../data/schema/fault.ts';
import type { Run } from '../../data/schema/run.ts';
import type { Deb } from './debian.ts';

/** Versions and hashes of packages by name, as a run's manifest has them. */
export type Pins = ReadonlyMap<string, Pick<Deb, 'version' | 'sha256'>>;

/** The packages that a run was made with. */
export function pinsOf({ manifest }: Run): Pins {
  return new Map(
    Object.entries(manifest.tools).flatMap(([name, text]) => {
      const match = /^(\S+) sha256:([0-9a-f]{64})$/.exec(text);
      const [, version, sha256] = match ?? [];
      return version && sha256 ? [[name, { version, sha256 }] as const] : [];
    }),
  );
}

/** What apt is to be asked for: the pinned version of each package, and of a kernel the very image. */
export function pinned(names: readonly string[], pins: Pins): string[] {
  return names.flatMap((name) => {
    const version = pins.get(name)?.version;
    if (version !== undefined) return [`${name}=${version}`];
    const image = imageFor(name, pins);
    return image === undefined ? [name] : [`${image}=${pins.get(image)?.version}`];
  });
}

/** `meta:linux-image-…` and `linux-image-6.18.*-…` stand for one of the images pinned. */
function imageFor(name: string, pins: Pins): string | undefined {
  const images = [...pins.keys()].filter(isImage);
  if (name.startsWith('meta:')) return images.length === 1 ? images[0] : undefined;
  const [before = '', after] = name.split('*');
  return after === undefined
    ? undefined
    : images.find((each) => each.startsWith(before) && each.endsWith(after));
}

/**
 * Refuses packages that are not those of the run.
 * @throws Fault `lacking` naming each that is another, and what to do.
 */
export function refuseOthers(debs: readonly Deb[], pins: Pins): void {
  const words = debs.flatMap((deb) => difference(deb, pins) ?? []);
  if (words.length === 0) return;
  throw new Fault(
    'lacking',
    `the packages of that run are not to be had: ${words.join('; ')}`,
    gone,
  );
}

function difference({ name, version, sha256 }: Deb, pins: Pins): string | null {
  const pin = pins.get(name);
  if (pin?.sha256 === sha256) return null;
  if (pin?.version === version) return `${name} ${version} has other bytes`;
  if (pin) return `${name} is ${version}, the run had ${pin.version}`;
  // A kernel's version is part of the package's name, so that a new one is another package.
  const image = isImage(name) ? [...pins.keys()].find(isImage) : undefined;
  return image === undefined
    ? null
    : `the kernel is ${name} ${version}, the run had ${image} ${pins.get(image)?.version}`;
}

const isImage = (name: string): boolean => /^linux-image-\d/.test(name);

/** What to do where the mirror has moved on. */
export const gone =
  'run it without --as on the newest packages, and see what differs with ./warrant bench compare; old versions are on snapshot.debian.org';
