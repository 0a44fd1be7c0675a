import { Fault } from '../../data/schema/fault.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import type { Machines } from '../machine/machines.ts';

/** Conditions that the program takes under the same name. */
const passed = ['approach', 'operation', 'state', 'mapping', 'size', 'dirty', 'mutation'];

/** A folder, or a device. */
export interface Place {
  readonly path: string;
  readonly device?: boolean;
}

/** One line of the program's job file; the id is the setting's place in the list. */
export function jobLine(
  workload: string,
  setting: Conditions,
  id: number,
  where: Place,
  samples: number,
): string {
  const words = passed.flatMap((key) => {
    const value = setting[key];
    return value === undefined ? [] : [word(key, value)];
  });
  const device = where.device ? ['device=1'] : [];
  return [
    workload,
    `id=${id}`,
    word('path', where.path),
    ...device,
    ...words,
    `samples=${samples}`,
  ].join(' ');
}

/**
 * A word of a job line. What the catalogue admits fits; this stands against what it may come to admit.
 * @throws Fault `inputRefused` for a value that would be more than one word.
 */
export function word(key: string, value: Conditions[string]): string {
  if (/^[^\s=]+$/.test(String(value))) return `${key}=${value}`;
  throw new Fault(
    'inputRefused',
    `${key}: ${JSON.stringify(value)} is not one word`,
    'use a value without blanks and equals signs',
  );
}

/** Job lines for the guest, the places that must be set up, and files that they read. */
export interface GuestJobs {
  readonly lines: readonly string[];
  readonly places: ReadonlySet<string>;
  readonly files?: Readonly<Record<string, string>>;
}

/** The folder or device that a setting's axis `fs` means; of device-dax, that of small mappings. */
export function placeOf(setting: Conditions, { places }: Machines): Place {
  const place = places.get(String(setting['fs']));
  if (!place) throw new Error(`no such place: ${setting['fs']}`);
  const { path, device, small } = place;
  return setting['mapping'] === 'pte' && small ? { path: small, device } : { path, device };
}

export function guestJobs(
  workload: string,
  settings: readonly Conditions[],
  samples: number,
  machines: Machines,
): GuestJobs {
  const lines = settings.map((setting, id) =>
    jobLine(workload, setting, id, placeOf(setting, machines), samples),
  );
  return { lines, places: placesUsed(settings) };
}

export const placesUsed = (settings: readonly Conditions[]): ReadonlySet<string> =>
  new Set(settings.map((setting) => String(setting['fs'])));
