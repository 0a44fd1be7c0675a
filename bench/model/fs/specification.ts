import { pageIndex, type World } from './machine.ts';
import type { Operation } from './operation.ts';
import { type Visible, visibleHash } from './walk.ts';

/** What a transaction is for: an operation, or a write fault on one block. */
export type Purpose =
  | Operation
  | { readonly kind: 'fault'; readonly file: number; readonly offset: number }
  | Rolled;

/** An operation in several transactions, none of which may show anything but what the whole is to leave. */
export interface Rolled {
  readonly kind: 'rolled';
  readonly operation: Operation;
  /** The file as it was before the first of them: its size, and its part of the block map. */
  readonly size: number;
  readonly map: readonly number[];
}

export function rolledFrom(world: World, before: Visible, operation: Operation): Rolled {
  const first = pageIndex(world.geometry, operation.file, 0);
  const map = Array.from(before.map).slice(first, first + world.geometry.fileBlocks);
  return { kind: 'rolled', operation, size: before.sizes[operation.file] ?? 0, map };
}

/**
 * The hash of what must be visible after an operation, by its documented effect (fallocate(2), ioctl_ficlonerange(2),
 * rename(2), ftruncate(2)) on what was visible before: a sequential model of a few lines that knows
 * nothing of trees, records or logs. Crash states are held to these hashes, so that an operation which does
 * something else, or does its part in two steps, breaks `operation-atomic`.
 *
 * Which block an allocation takes is the allocator's choice: that is read from what came out, and has
 * to be a block that nobody had.
 */
export function specifiedHash(
  world: World,
  before: Visible,
  purpose: Purpose,
  after: Visible,
): number {
  const { geometry: g } = world;
  if (purpose.kind === 'rolled') {
    const { file } = purpose.operation;
    const since = Array.from(before.map);
    since.splice(pageIndex(g, file, 0), purpose.map.length, ...purpose.map);
    const sizes = Array.from(before.sizes).with(file, purpose.size);
    return specifiedHash(world, { ...before, map: since, sizes }, purpose.operation, after);
  }
  const map = Array.from(before.map);
  const sizes = Array.from(before.sizes);
  const names = Array.from(before.names);
  const orphans = Array.from(before.orphans);
  const taken = new Set(map.map(Math.abs));
  const fresh = (cell: number, unwritten: boolean): number => {
    const block = Math.abs(after.map[cell] ?? 0);
    if (block === 0 || taken.has(block)) return 0;
    taken.add(block);
    return unwritten ? -block : block;
  };
  const cell = (file: number, offset: number) => pageIndex(g, file, offset);
  /** A file that loses its last name is there for those who have it open, and gone after a crash. */
  const nameless = (name: number, instead: number) => {
    const was = names[name] ?? 0;
    names[name] = instead;
    if (was > 0 && !names.includes(was)) orphans[was - 1] = 1;
  };
  const move = (file: number, at: number, by: number) => {
    for (let offset = at; offset < g.fileBlocks; offset++) {
      const from = offset - by;
      const inside = from >= (by > 0 ? at : at - by) && from < g.fileBlocks;
      map[cell(file, offset)] = inside ? (before.map[cell(file, from)] ?? 0) : 0;
    }
  };
  switch (purpose.kind) {
    case 'allocate':
    case 'fallocate':
      for (let i = 0; i < purpose.length; i++) {
        const at = cell(purpose.file, purpose.at + i);
        if (map[at] === 0) map[at] = fresh(at, purpose.kind === 'fallocate');
      }
      break;
    case 'punch':
      for (let i = 0; i < purpose.length; i++) map[cell(purpose.file, purpose.at + i)] = 0;
      break;
    case 'truncate':
      for (let at = purpose.size; at < g.fileBlocks; at++) map[cell(purpose.file, at)] = 0;
      sizes[purpose.file] = purpose.size;
      break;
    case 'insert':
      move(purpose.file, purpose.at, purpose.length);
      break;
    case 'collapse':
      move(purpose.file, purpose.at, -purpose.length);
      break;
    case 'reflink':
      map[cell(purpose.to, purpose.toAt)] = map[cell(purpose.file, purpose.at)] ?? 0;
      break;
    case 'rename':
      if (!names.includes(purpose.file + 1)) break;
      for (const [at, name] of names.entries()) if (name === purpose.file + 1) names[at] = 0;
      nameless(purpose.name, purpose.file + 1);
      break;
    case 'unlink':
      nameless(purpose.name, 0);
      break;
    case 'evict':
      map.fill(0, cell(purpose.file, 0), cell(purpose.file + 1, 0));
      orphans[purpose.file] = 0;
      break;
    case 'fault': {
      const at = cell(purpose.file, purpose.offset);
      const block = Math.abs(map[at] ?? 0);
      const shared = map.filter((other) => Math.abs(other) === block).length > 1;
      map[at] = block === 0 || shared ? fresh(at, false) : block;
    }
  }
  return visibleHash({ map, sizes, names, orphans });
}
