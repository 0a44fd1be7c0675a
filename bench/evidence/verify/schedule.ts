import type { Run } from '../../../data/schema/run.ts';
import { newestOf } from '../runs/run-store.ts';

/** One experiment on one substrate that has to be repeated. */
export interface Part {
  readonly experiment: string;
  readonly scope: string;
}

/** Milliseconds that the newest committed run of a part took; null where none says. */
export function expectedMs({ experiment, scope }: Part, committed: readonly Run[]): number | null {
  const newest = newestOf(
    committed.filter((run) => run.experiment === experiment && run.substrate === scope),
  );
  return newest && newest.manifest.durationMs > 0 ? newest.manifest.durationMs : null;
}

/**
 * What is left, from what the committed runs took and how much slower or faster this machine was so far.
 * @param done expected and real milliseconds of each part that was repeated
 * @param left expected milliseconds of the others; null where nothing is known
 */
export function leftMs(
  done: readonly { readonly expected: number | null; readonly took: number }[],
  left: readonly (number | null)[],
): number | null {
  const known = done.filter(({ expected }) => expected !== null);
  const expected = known.reduce((sum, one) => sum + (one.expected ?? 0), 0);
  const took = known.reduce((sum, one) => sum + one.took, 0);
  if (expected === 0 || took === 0) return null;
  return (left.reduce<number>((sum, one) => sum + (one ?? 0), 0) * took) / expected;
}

/** `about 3 min`, `under a minute`. */
export function inMinutes(ms: number): string {
  return ms < 60_000 ? 'under a minute' : `about ${Math.round(ms / 60_000)} min`;
}
