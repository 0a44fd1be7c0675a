import { lookup } from './extents.ts';

import { cleanPage, type Machine, pageIndex, type World } from './machine.ts';
import { beyondEnd, type Mapping } from './mapping.ts';
import { draftOf } from './transact.ts';

/**
 * The machine with one entry for the block and its neighbour, where they can have one; null where the fault has to fall
 * back (`dax_iomap_pmd_fault`): both must be written and need no change, lie together in the file and on the device,
 * aligned alike, inside the file, and nothing may be mapped there yet.
 */
export function withHugeEntry(
  world: World,
  m: Machine,
  file: number,
  offset: number,
  mapping: Mapping,
): Machine | null {
  if (!world.huge) return null;
  const first = offset - (offset % 2);
  const index = pageIndex(world.geometry, file, first);
  const draft = draftOf(world, m);
  const extent = lookup(draft, file, first);
  if (!extent || extent.unwritten || (mapping.flag && !extent.noSync)) return null;
  const block = extent.block + first - extent.offset;
  const fits =
    extent.offset + extent.length >= first + 2 &&
    block % 2 === 0 &&
    !beyondEnd(world, m, file, first + 1) &&
    draft.references(block) === 1 &&
    draft.references(block + 1) === 1 &&
    !m.pages[index] &&
    !m.pages[index + 1];
  return fits ? { ...m, pages: m.pages.with(index, cleanPage(block, 2)) } : null;
}
