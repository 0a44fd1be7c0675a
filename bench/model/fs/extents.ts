import { allRecords, descend } from './descend.ts';
import type { Draft } from './draft.ts';
import { insertRecord } from './insert.ts';
import { type Extent, packExtent, unpackExtent } from './record.ts';
import { removeRecord } from './remove.ts';

/** The extent that maps a block of the file, or null in a hole. */
export function lookup(draft: Draft, file: number, offset: number): Extent | null {
  const leaf = descend(draft, file, offset).at(-1);
  const record = leaf?.node.records[leaf.index];
  if (record === undefined) return null;
  const extent = unpackExtent(record);
  return extent.offset <= offset && offset < extent.offset + extent.length ? extent : null;
}

/** Maps a hole; joins with neighbours that continue it (`xfs_bmap_add_extent_hole_real`). */
export function mapExtent(draft: Draft, file: number, extent: Extent): void {
  let merged = extent;
  const left = extent.offset > 0 ? lookup(draft, file, extent.offset - 1) : null;
  if (left && continues(left, merged)) {
    removeRecord(draft, file, left.offset);
    merged = { ...left, length: left.length + merged.length };
  }
  const right = lookup(draft, file, merged.offset + merged.length);
  if (right && continues(merged, right)) {
    removeRecord(draft, file, right.offset);
    merged = { ...merged, length: merged.length + right.length };
  }
  insertRecord(draft, file, packExtent(merged));
}

/** Takes `[from, to)` out of the map; returns the pieces, whose blocks keep their references. */
export function cutExtents(draft: Draft, file: number, from: number, to: number): Extent[] {
  const touched = extentsOf(draft, file).filter((e) => e.offset < to && e.offset + e.length > from);
  return touched.map((extent) => {
    removeRecord(draft, file, extent.offset);
    const end = extent.offset + extent.length;
    if (extent.offset < from)
      insertRecord(draft, file, packExtent(slice(extent, extent.offset, from)));
    if (end > to) insertRecord(draft, file, packExtent(slice(extent, to, end)));
    return slice(extent, Math.max(extent.offset, from), Math.min(end, to));
  });
}

/** Takes `[from, to)` out of the map and drops its blocks (`xfs_bunmapi`, `ext4_ext_remove_space`). */
export function unmapRange(draft: Draft, file: number, from: number, to: number): void {
  for (const piece of cutExtents(draft, file, from, to)) {
    for (let i = 0; i < piece.length; i++) draft.release(piece.block + i);
  }
}

/** Marks one block written, splitting its extent (`xfs_bmap_add_extent_unwritten_real`, `ext4_ext_convert_to_initialized`). */
export function convertBlock(
  draft: Draft,
  file: number,
  offset: number,
  state: Pick<Extent, 'unwritten' | 'noSync'>,
): void {
  for (const piece of cutExtents(draft, file, offset, offset + 1)) {
    mapExtent(draft, file, { ...piece, ...state });
  }
}

/** Moves every extent from `from` on by `by` blocks (`xfs_bmap_shift_extents`, `ext4_ext_shift_extents`). */
export function shiftExtents(draft: Draft, file: number, from: number, by: number): void {
  shiftExtent(draft, file, from, 256, by);
}

/** Moves what is mapped in `[from, to)`. */
export function shiftExtent(
  draft: Draft,
  file: number,
  from: number,
  to: number,
  by: number,
): void {
  const moved = cutExtents(draft, file, from, to);
  for (const extent of moved) mapExtent(draft, file, { ...extent, offset: extent.offset + by });
}

export function extentsOf(draft: Draft, file: number): Extent[] {
  return allRecords(draft, file).map(unpackExtent);
}

function slice(extent: Extent, from: number, to: number): Extent {
  return {
    ...extent,
    offset: from,
    block: extent.block + (from - extent.offset),
    length: to - from,
  };
}

function continues(a: Extent, b: Extent): boolean {
  return (
    a.offset + a.length === b.offset &&
    a.block + a.length === b.block &&
    a.unwritten === b.unwritten &&
    a.noSync === b.noSync
  );
}
