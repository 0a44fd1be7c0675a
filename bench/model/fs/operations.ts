import { clwb, fence } from '../px86/persistence.ts';
import type { Draft } from './draft.ts';
import { extentsOf, lookup, mapExtent, shiftExtents, unmapRange } from './extents.ts';
import { blockLine, inodeLine } from './geometry.ts';
import { acquire, release } from './lock.ts';
import { type Machine, pageIndex, type Step, type World } from './machine.ts';
import { alsoFrom, type Promises, removing } from './promises.ts';
import { transact } from './transact.ts';

/** An operation on block maps, as a system call asks for it; offsets and lengths are in blocks. */
export type Operation =
  | {
      readonly kind: 'allocate' | 'fallocate' | 'punch' | 'insert' | 'collapse';
      readonly file: number;
      readonly at: number;
      readonly length: number;
    }
  | { readonly kind: 'truncate'; readonly file: number; readonly size: number }
  | {
      readonly kind: 'reflink';
      readonly file: number;
      readonly at: number;
      readonly to: number;
      readonly toAt: number;
    }
  | { readonly kind: 'rename' | 'unlink'; readonly file: number; readonly name: number };

/**
 * The operation as steps: lock, unmap the pages that it remaps, one transaction, unlock
 * (`xfs_file_fallocate`, `xfs_setattr_size`, `xfs_file_remap_range`, which hold MMAPLOCK so that no
 * fault gets between).
 */
export function operationSteps(world: World, operation: Operation): Step[] {
  const name = describe(operation);
  const affected = cellsOf(world, operation);
  const key = JSON.stringify(operation);
  if (operation.kind === 'reflink' && operation.file === operation.to) throw new Error('one file');
  const unmap: Step = {
    key: `unmap ${key}`,
    text: `${name} removes the mappings of the blocks that it changes.`,
    run: (machine, actor) => unmapPages(world, machine, actor, operation, affected),
  };
  const early = world.invalidate && world.bug !== 'unmap-after-free';
  const leaves = operation.kind === 'allocate' || operation.kind === 'fallocate';
  return [
    acquire(operation.file, `${name} takes the locks of file ${operation.file}.`),
    {
      key: `refuse ${key}`,
      text: `${name} finds whether the file allows it.`,
      run: (machine, actor) => {
        const sealed = (machine.sealed & (1 << operation.file)) !== 0;
        if (!sealed) return begin(machine, affected, leaves);
        // EPERM: everything up to and including the unlock is dropped.
        const queue = machine.queues[actor] ?? [];
        const end = queue.findIndex((step) => step.key === `unlock ${operation.file}`);
        return { ...machine, queues: machine.queues.with(actor, queue.slice(Math.max(end, 0))) };
      },
    },
    ...(early && !leaves ? [unmap] : []),
    {
      key,
      text: `${name} changes the block map in one transaction in memory.`,
      run: (machine) => change(world, machine, operation, affected, leaves),
    },
    ...(!early && world.invalidate && !leaves ? [unmap] : []),
    release(operation.file, `${name} is done in memory.`),
  ];
}

function begin(machine: Machine, affected: readonly number[], leaves: boolean): Machine {
  if (leaves) return machine;
  return { ...machine, promises: removing(machine.promises, affected, 1) };
}

function change(
  world: World,
  machine: Machine,
  operation: Operation,
  affected: readonly number[],
  leaves: boolean,
): Machine {
  const files = (1 << operation.file) | (operation.kind === 'reflink' ? 1 << operation.to : 0);
  let { promises } = machine;
  const shift =
    operation.kind === 'insert'
      ? operation.length
      : operation.kind === 'collapse'
        ? -operation.length
        : 0;
  if (shift !== 0) promises = shifted(world, promises, operation.file, affected, shift);
  if (operation.kind === 'reflink') {
    const from = pageIndex(world.geometry, operation.file, operation.at);
    promises = alsoFrom(promises, pageIndex(world.geometry, operation.to, operation.toAt), from);
  }
  const ended = leaves || operation.kind === 'reflink' ? promises : removing(promises, affected, 2);
  return transact(world, { ...machine, promises: ended }, files, (draft) =>
    apply(draft, operation),
  );
}

/** Each block may now read what the block that moved into its place may. */
function shifted(
  world: World,
  before: Promises,
  file: number,
  affected: readonly number[],
  by: number,
): Promises {
  const first = pageIndex(world.geometry, file, 0);
  const end = first + world.geometry.fileBlocks;
  const acceptable = [...before.acceptable];
  const written = [...before.written];
  const instead = [...before.instead];
  for (const cell of affected) {
    const from = cell - by;
    if (from < first || from >= end) continue;
    const values = before.acceptable[from] ?? 0;
    acceptable[cell] = (acceptable[cell] ?? 0) | values;
    instead[cell] = (instead[cell] ?? 0) | values;
    written[cell] = (written[cell] ?? 0) | (before.written[from] ?? 0);
  }
  return { ...before, acceptable, written, instead };
}

/** The operation on the block map alone. */
export function apply(draft: Draft, operation: Operation): void {
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
      draft.setWord(inodeLine(draft.geometry, file), 1, operation.size);
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
      // The inode and its blocks live on while the file is mapped (`iput_final` frees them).
      draft.setWord(draft.geometry.dirLine, operation.name, 0);
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
  mapExtent(draft, o.to, { ...source, offset: o.toAt, block, length: 1, noSync: false });
}

/** Moves the file's directory entry to another name, replacing what was there (`xfs_rename`). */
function renameTo(draft: Draft, file: number, name: number): void {
  const { dirLine } = draft.geometry;
  for (let i = 0; i < 4; i++) {
    if (draft.word(dirLine, i) === file + 1) draft.setWord(dirLine, i, 0);
  }
  draft.setWord(dirLine, name, file + 1);
}

/**
 * Removes mappings. Where the blocks may stay readable for a while, dirty lines are written back
 * first, since the program can no longer reach them (`xfs_flush_unmap_range`, `ext4_punch_hole`).
 */
function unmapPages(
  world: World,
  machine: Machine,
  actor: number,
  operation: Operation,
  affected: readonly number[],
): Machine {
  if (operation.kind === 'reflink' && world.bug === 'cow-shares-writable') return machine;
  let { pages, memory } = machine;
  const source =
    operation.kind === 'reflink' ? [pageIndex(world.geometry, operation.file, operation.at)] : [];
  for (const cell of [...affected, ...source]) {
    const page = pages[cell];
    if (!page) continue;
    const line = blockLine(world.geometry, page.block);
    if (operation.kind !== 'truncate') memory = clwb(memory, line, actor);
    pages = pages.with(cell, null);
  }
  return { ...machine, pages, memory: fence(memory, actor) };
}

/** Cells whose content the operation may change or move. */
function cellsOf(world: World, operation: Operation): number[] {
  const { geometry: g } = world;
  const range = (from: number, to: number) =>
    Array.from({ length: Math.max(0, to - from) }, (_, i) =>
      pageIndex(g, operation.file, from + i),
    );
  switch (operation.kind) {
    case 'allocate':
    case 'fallocate':
    case 'rename':
    case 'unlink':
      return [];
    case 'punch':
      return range(operation.at, operation.at + operation.length);
    case 'truncate':
      return range(operation.size, g.fileBlocks);
    case 'insert':
    case 'collapse':
      return range(operation.at, g.fileBlocks);
    case 'reflink':
      return [pageIndex(g, operation.to, operation.toAt)];
  }
}

export function describe(operation: Operation): string {
  return `${operation.kind} of file ${operation.file}`;
}
