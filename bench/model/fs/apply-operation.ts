import type { Draft } from './draft.ts';
import { extentsOf, lookup, mapExtent, shiftExtents, unmapRange } from './extents.ts';
import { inodeLine } from './geometry.ts';
import type { Operation } from './operation.ts';
import { orphanWord } from './record.ts';

/** The operation on the block map alone. */
export function applyOperation(draft: Draft, operation: Operation): void {
  const { file } = operation;
  switch (operation.kind) {
    case 'allocate':
    case 'fallocate': {
      const unwritten = operation.kind === 'fallocate';
      for (let i = 0; i < operation.length; i++) {
        if (lookup(draft, file, operation.at + i)) continue;
        mapExtent(draft, file, {
          offset: operation.at + i,
          block: draft.allocate(),
          length: 1,
          unwritten,
          noSync: false,
        });
      }
      break;
    }
    case 'punch':
      unmapRange(draft, file, operation.at, operation.at + operation.length);
      break;
    case 'truncate':
      unmapRange(draft, file, operation.size, 256);
      draft.setWord(
        inodeLine(draft.geometry, file),
        1,
        operation.size + (draft.bug === 'truncate-off-by-one' ? 1 : 0),
      );
      break;
    case 'insert':
      shiftExtents(draft, file, operation.at, operation.length);
      break;
    case 'collapse':
      unmapRange(draft, file, operation.at, operation.at + operation.length);
      shiftExtents(draft, file, operation.at + operation.length, -operation.length);
      break;
    case 'reflink':
      reflink(draft, operation);
      break;
    case 'rename':
      renameTo(draft, file, operation.name);
      break;
    case 'unlink':
      // The inode and its blocks live on while the file is mapped, on a list that recovery walks
      // (`ext4_orphan_add`, `xfs_iunlink`, in the transaction that takes the name away).
      setName(draft, operation.name, 0);
      break;
    case 'evict':
      unmapRange(draft, file, 0, 256);
      setOrphan(draft, file, false);
      break;
  }
}

/** Shares one block (`xfs_reflink_remap_extent`). */
function reflink(draft: Draft, o: Extract<Operation, { kind: 'reflink' }>): void {
  const source = extentsOf(draft, o.file).find(
    (e) => e.offset <= o.at && o.at < e.offset + e.length,
  );
  unmapRange(draft, o.to, o.toAt, o.toAt + 1);
  if (!source) return;
  const block = source.block + o.at - source.offset;
  draft.share(block);
  const noSync = draft.bug === 'reflink-copies-flag' && source.noSync;
  mapExtent(draft, o.to, { ...source, offset: o.toAt, block, length: 1, noSync });
}

/** Moves the file's directory entry to another name, replacing what was there (`xfs_rename`). */
function renameTo(draft: Draft, file: number, name: number): void {
  const { dirLine } = draft.geometry;
  if (!named(draft, file)) return;
  for (let i = 0; i < 4; i++) {
    if (draft.word(dirLine, i) === file + 1) draft.setWord(dirLine, i, 0);
  }
  setName(draft, name, file + 1);
}

/** Whoever loses its last name by it is an orphan. */
function setName(draft: Draft, name: number, word: number): void {
  const { dirLine } = draft.geometry;
  const was = draft.word(dirLine, name) - 1;
  draft.setWord(dirLine, name, word);
  if (was >= 0 && !named(draft, was) && draft.bug !== 'orphan-unlisted')
    setOrphan(draft, was, true);
}

const named = (draft: Draft, file: number): boolean =>
  [0, 1, 2, 3].some((name) => draft.word(draft.geometry.dirLine, name) === file + 1);

/** Puts the inode on the list of those that recovery evicts, or takes it off. */
export function setOrphan(draft: Draft, file: number, listed: boolean): void {
  draft.setWord(inodeLine(draft.geometry, file), orphanWord, listed ? 1 : 0);
}
