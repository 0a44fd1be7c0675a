import type { Conditions } from '../../data/schema/scope.ts';

/** Where `init.sh` puts each value of the `fs` axis. */
const places: Readonly<Record<string, { readonly path: string; readonly device?: true }>> = {
  ext4: { path: '/mnt/ext4' },
  xfs: { path: '/mnt/xfs' },
  'dm-ext4': { path: '/mnt/dm-ext4' },
  'ext4-dax-never': { path: '/mnt/ext4-dax-never' },
  tmpfs: { path: '/tmp' },
  devdax: { path: '/dev/dax2.0', device: true },
  'pmem-node': { path: '/dev/pmem5', device: true },
  'dm-node': { path: '/dev/dm-1', device: true },
};

/** A device of 4 KiB alignment, for small mappings. */
const smallDevice = { path: '/dev/dax6.0', device: true } as const;

/** Conditions that the program takes under the same name. */
const passed = ['approach', 'operation', 'state', 'mapping', 'size', 'dirty', 'mutation'];

/** One line of the program's job file; the id is the setting's place in the list. */
export function jobLine(
  workload: string,
  setting: Conditions,
  id: number,
  where: { readonly path: string; readonly device?: true },
  samples: number,
): string {
  const words = passed.flatMap((key) => {
    const value = setting[key];
    return value === undefined ? [] : [`${key}=${value}`];
  });
  const device = where.device ? ['device=1'] : [];
  return [
    workload,
    `id=${id}`,
    `path=${where.path}`,
    ...device,
    ...words,
    `samples=${samples}`,
  ].join(' ');
}

/** Job lines for the guest, the file systems that `init.sh` must set up, and files that they read. */
export interface GuestJobs {
  readonly lines: readonly string[];
  readonly filesystems: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
}

/** The folder or device that a setting's axis `fs` means. */
export function placeOf(setting: Conditions): { readonly path: string; readonly device?: true } {
  const small = setting['fs'] === 'devdax' && setting['mapping'] === 'pte';
  const where = small ? smallDevice : places[String(setting['fs'])];
  if (!where) throw new Error(`no such value of the axis fs: ${setting['fs']}`);
  return where;
}

export function guestJobs(
  workload: string,
  settings: readonly Conditions[],
  samples: number,
): GuestJobs {
  const filesystems = [...new Set(settings.map((setting) => String(setting['fs'])))];
  const lines = settings.map((setting, id) =>
    jobLine(workload, setting, id, placeOf(setting), samples),
  );
  return { lines, filesystems: Object.keys(places).filter((fs) => filesystems.includes(fs)) };
}
