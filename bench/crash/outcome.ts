import { kernelDied, neverEnded, type Recovered } from './report.ts';

/**
 * What became of a crash image; never two at once.
 * `mounted`: the kernel recovered it, every promise is kept, the checker has no complaint.
 * `mount-refused`: neither the kernel nor its checker (short of destroying the log) brought it back.
 * `repaired`: the kernel refused, the checker mended it, and it mounted.
 * `lost`: it mounted, and a promise is gone.
 * `broken`: it mounted, and the checker or the oracle found damage.
 * `hung`: recovery did not end within the guest's limit (`guest/watch.h`, `guest/init.sh`).
 * `panicked`: the kernel died of it.
 */
export const outcomes = [
  'mounted',
  'mount-refused',
  'repaired',
  'lost',
  'broken',
  'hung',
  'panicked',
] as const;
export type Outcome = (typeof outcomes)[number];

export function outcomeOf(found: Recovered): Outcome {
  if (found.mount === neverEnded) return 'hung';
  if (found.mount === kernelDied) return 'panicked';
  if (found.mount !== 0) return found.remount === 0 ? 'repaired' : 'mount-refused';
  if (found.lost.length > 0) return 'lost';
  return found.broken.length > 0 || found.checker !== 0 ? 'broken' : 'mounted';
}
