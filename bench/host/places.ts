import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of ours on a file system of this machine. */
export interface Place {
  /** As on the `fs` axis: `dax`, `tmpfs` or `disk`. */
  readonly fs: 'dax' | 'tmpfs' | 'disk';
  readonly folder: string;
  readonly mount: Mount;
}

export interface Mount {
  readonly device: string;
  readonly at: string;
  readonly type: string;
  readonly options: string;
}

/** Types that can have DAX; whether a mount has it is asked of the kernel, not read here. */
const daxTypes = new Set(['ext2', 'ext4', 'xfs', 'virtiofs', 'famfs']);

/** Lines of /proc/self/mounts; spaces in paths are written `\040`. */
export function readMounts(text: string): Mount[] {
  const plain = (field = '') =>
    field.replace(/\\([0-7]{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8)));
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [device, at, type, options] = line.split(' ').map(plain);
      return { device: device ?? '', at: at ?? '', type: type ?? '', options: options ?? '' };
    });
}

/** The mount that holds a path: the longest prefix, and of equals the one mounted last. */
export function mountOf(path: string, mounts: readonly Mount[]): Mount | undefined {
  const holds = ({ at }: Mount) => path === at || path.startsWith(at === '/' ? '/' : `${at}/`);
  return mounts.filter(holds).reduce<Mount | undefined>((best, mount) => {
    return best && best.at.length > mount.at.length ? best : mount;
  }, undefined);
}

/**
 * Finds places to run in: `/dev/shm`, the folder for temporary files, and every mount on which
 * `acceptsMapSync` says that the kernel takes MAP_SYNC. Each gets a folder of ours; call `remove`.
 * Raw devices of device-dax are left alone: they hold somebody's data.
 */
export async function findPlaces(
  acceptsMapSync: (folder: string) => Promise<boolean>,
): Promise<{ readonly places: readonly Place[]; readonly remove: () => void }> {
  const mounts = readMounts(readFileSync('/proc/self/mounts', 'utf8'));
  const folders: string[] = [];
  const made = (parent: string): string | null => {
    try {
      const folder = mkdtempSync(join(parent, '.warrant-'));
      folders.push(folder);
      return folder;
    } catch {
      return null; // not ours to write in
    }
  };
  const places: Place[] = [];
  for (const [fs, parent] of [
    ['tmpfs', '/dev/shm'],
    ['disk', process.env['WARRANT_HOST_FOLDER'] ?? tmpdir()],
  ] as const) {
    const mount = mountOf(parent, mounts);
    const folder = mount && made(parent);
    if (mount && folder && (mount.type === 'tmpfs') === (fs === 'tmpfs')) {
      places.push({ fs, folder, mount });
    }
  }
  for (const mount of mounts.filter(({ type }) => daxTypes.has(type))) {
    const folder = made(mount.at);
    if (folder && (await acceptsMapSync(folder))) places.push({ fs: 'dax', folder, mount });
  }
  const remove = () => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  };
  return { places, remove };
}
