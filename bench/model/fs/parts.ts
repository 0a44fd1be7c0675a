import { applyOperation, setOrphan } from './apply-operation.ts';
import type { Draft } from './draft.ts';
import { extentsOf, shiftExtent, unmapRange } from './extents.ts';
import { inodeLine } from './geometry.ts';
import type { World } from './machine.ts';
import type { Operation } from './operation.ts';
import type { Extent } from './record.ts';

/** What one transaction of an operation changes. */
export type Part = (draft: Draft) => void;

/** `xfs_unmap_extent` asks `xfs_bunmapi` for two extents at a time, as does `XFS_ITRUNC_MAX_EXTENTS`. */
const extentsAtOnce = 2;

/**
 * The transactions that an operation rolls through, in order. XFS frees two extents at a time, from the end
 * (`xfs_free_file_space`, `xfs_itruncate_extents_flags`), after truncate has set the size, takes an inode off
 * the unlinked list when all are freed (`xfs_inactive_ifree`), and shifts one extent at a time
 * (`xfs_collapse_file_space`, `xfs_insert_file_space`). ext4 does what is this small in one
 * handle (`ext4_evict_inode`, `ext4_punch_hole`, `ext4_collapse_range`, `ext4_insert_range`, `ext4_truncate`).
 */
export function partsOf(world: World, now: Draft, operation: Operation): readonly Part[] {
  const whole: Part = (draft) => applyOperation(draft, operation);
  if (world.discipline !== 'wal' || world.journal !== 'xfs') return [whole];
  const { file } = operation;
  const extents = extentsOf(now, file);
  switch (operation.kind) {
    case 'punch':
      return unmapping(extents, file, operation.at, operation.at + operation.length);
    case 'truncate': {
      const size: Part = (draft) =>
        draft.setWord(inodeLine(draft.geometry, file), 1, operation.size);
      return joined([size, ...unmapping(extents, file, operation.size, 256)]);
    }
    case 'evict': {
      const freeing = unmapping(extents, file, 0, 256);
      const off: Part = (draft) => setOrphan(draft, file, false);
      return world.bug === 'orphan-off-early' ? joined([off, ...freeing]) : [...freeing, off];
    }
    case 'collapse': {
      const end = operation.at + operation.length;
      return [
        ...unmapping(extents, file, operation.at, end),
        ...shifting(extents, file, end, -operation.length),
      ];
    }
    case 'insert':
      return shifting(extents, file, operation.at, operation.length).toReversed();
    default:
      return [whole];
  }
}

/** The first two as one transaction: truncate sets the size in the one that frees the first extents. */
const joined = ([size, first, ...rest]: readonly Part[]): Part[] => [
  (draft) => {
    size?.(draft);
    first?.(draft);
  },
  ...rest,
];

function unmapping(extents: readonly Extent[], file: number, from: number, to: number): Part[] {
  const touched = extents.filter((each) => each.offset < to && each.offset + each.length > from);
  const starts = touched.map(({ offset }) => Math.max(offset, from)).reverse();
  const cuts = starts.filter((_, at) => at % extentsAtOnce === extentsAtOnce - 1);
  const bounds = [to, ...cuts.filter((cut) => cut > from), from];
  return bounds.slice(1).map((low, at) => {
    const high = bounds[at] ?? to;
    return (draft) => unmapRange(draft, file, low, high);
  });
}

/** One part for each extent, or for the end of one that begins before; the lowest first. */
function shifting(extents: readonly Extent[], file: number, from: number, by: number): Part[] {
  const moved = extents.filter(({ offset, length }) => offset + length > from);
  return moved.map(({ offset, length }) => {
    const start = Math.max(offset, from);
    return (draft) => shiftExtent(draft, file, start, offset + length, by);
  });
}
