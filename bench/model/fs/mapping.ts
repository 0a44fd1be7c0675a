import { inodeLine } from './geometry.ts';
import type { Machine, World } from './machine.ts';

/** How the mapping was made. */
export interface Mapping {
  /** MAP_SYNC: the fault returns only when the block's metadata are durable. */
  readonly sync: boolean;
  /** Sets the per-block "no fsync needed" flag in the extent. */
  readonly flag: boolean;
}

/** Asked under the lock, which keeps truncate out (`dax_iomap_pte_fault`). */
export function beyondEnd(world: World, machine: Machine, file: number, offset: number): boolean {
  const inode = machine.buffers[inodeLine(world.geometry, file)] ?? 0;
  return offset >= world.contents.word(inode, 1);
}
