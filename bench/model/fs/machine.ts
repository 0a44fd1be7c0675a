import { fence, type Mode, type PersistentMemory, persistentMemory } from '../px86/persistence.ts';
import type { Bug } from './bug.ts';
import type { ContentId, Contents } from './contents.ts';
import type { Geometry } from './geometry.ts';
import { noPromises, type Promises } from './promises.ts';

/** How metadata reach the media. */
export type Discipline = 'wal' | 'in-place' | 'in-place-unordered' | 'cow';

/** `jbd2` fences the commit record off from its transaction, `xfs` writes records in a ring and trusts their checksums. */
export type Journal = 'jbd2' | 'xfs';

/** What stays the same through one exploration. */
export interface World {
  readonly geometry: Geometry;
  readonly contents: Contents;
  readonly discipline: Discipline;
  readonly journal: Journal;
  readonly persistency: Mode;
  /** Whether the lines of an inode or block written in place persist one by one, or all at once. */
  readonly tearing: boolean;
  /** What of a line persists at once: all 64 B, or each 8 B of it on their own, which are half a word here. */
  readonly atomicity: 'line' | 'word';
  /** Whether a write fault returns only when the block's metadata are durable (MAP_SYNC). */
  readonly faultSync: boolean;
  /** Whether two blocks that lie together get one entry where they can (2 MiB in a kernel, `dax_iomap_pmd_fault`). */
  readonly huge: boolean;
  /** Whether an operation that remaps blocks first removes their mappings. */
  readonly invalidate: boolean;
  /** Whether an operation that remaps blocks waits for devices that still use them. */
  readonly breakLayouts: boolean;
  /** Whether a fault that copies a shared block flushes the copy before the transaction that remaps it. */
  readonly copyFlushed: boolean;
  /** Whether fsync leaves out blocks whose extents carry the per-block flag. */
  readonly fsyncSkipsFlagged: boolean;
  /** Whether recovery itself may be cut short by another crash, after which it begins anew. */
  readonly recovery: 'whole' | 'interrupted';
  /** Whether blocks that count as used are held against their owners. */
  readonly audited: boolean;
  /** One persistent write per step; else all writes up to the next fence are one step. */
  readonly fine: boolean;
  readonly bug: Bug | null;
}

/** An entry of the one mapping of each file. */
export interface Page {
  readonly block: number;
  /** Blocks that it stands for (`dax_entry_order`): one tag and one lock for all of them. */
  readonly blocks: number;
  readonly writable: boolean;
  /** Tagged in the mapping's tree: fsync walks it (`PAGECACHE_TAG_DIRTY` of a DAX entry). */
  readonly dirty: boolean;
  /** A write-back under way has it still to do, or a copy was made in it (`PAGECACHE_TAG_TOWRITE`). */
  readonly toWrite: boolean;
  /** A write-back has it: faults and other write-backs of it wait (`DAX_LOCKED`). */
  readonly locked: boolean;
}

/** An entry as a fault inserts it before it tags it. */
export const cleanPage = (block: number, blocks = 1): Page => ({
  block,
  blocks,
  writable: false,
  dirty: false,
  toWrite: false,
  locked: false,
});

/** What the program and the kernel did, for the cost of an approach. Not part of the state. */
export type Counters = Readonly<typeof noCounters>;

const noCounters = {
  flushes: 0,
  fences: 0,
  faults: 0,
  logForces: 0,
  journalLines: 0,
  homeLines: 0,
  pagesWalked: 0,
  transactions: 0,
  dataLines: 0,
};

/** An atomic step of an actor. `run` gets a machine from which the step is already taken. */
export interface Step {
  /** Names the step and its arguments; two queues with equal keys behave alike. */
  readonly key: string;
  readonly text: string;
  readonly kind?: 'acknowledge';
  /**
   * A step that changes neither media nor promises, and that what others do between can be moved past: after
   * it (`right`, taking a lock) or before it (`left`, giving one up). The search takes it together with the
   * actor's next step or the one before (Lipton, CACM 1975).
   */
  readonly mover?: 'left' | 'right';
  readonly ready?: (machine: Machine, actor: number) => boolean;
  readonly run: (machine: Machine, actor: number) => Machine;
}

/** The whole machine, immutable: memory, kernel memory, and what each actor has still to do. */
export interface Machine {
  readonly memory: PersistentMemory<ContentId>;
  /** The kernel's newest copy of each metadata line. */
  readonly buffers: readonly ContentId[];
  /** Metadata lines that no force has captured, ascending. */
  readonly dirty: readonly number[];
  /** Blocks that became metadata or data since the last force. */
  readonly fresh: readonly number[];
  /** First lines of tree blocks freed since the last force: replay must leave them alone. */
  readonly revoked: readonly number[];
  /** Freed blocks whose freeing is not durable. */
  readonly busy: readonly number[];
  /** Where the log goes on: a line of it (jbd2), or how many sectors were written since mkfs (XFS). */
  readonly logHead: number;
  /** XFS: the head at the last checkpoint, which the next record's header will tell. */
  readonly logTail: number;
  /** Of the next transaction (`wal`); generation (`cow`). */
  readonly sequence: number;
  /** `wal`: committed lines not yet written home, `[line, content]`; `cow`: `[line, slot]`. */
  readonly logged: readonly (readonly [number, number])[];
  /** By file, then block of the file; the static chunk counts as one more file. */
  readonly pages: readonly (Page | null)[];
  /** Files whose block map is sealed, as a mask. */
  readonly sealed: number;
  /** Actor that holds the lock of each file, then that of the log; -1 where free. */
  readonly locks: readonly number[];
  /** By file: how many faults hold its lock shared. */
  readonly sharers: readonly number[];
  /** Blocks whose page a device uses, once for each use (references beyond that of the entry). */
  readonly pins: readonly number[];
  /** Files with metadata that no completed force covers, as a mask (`ili_last_lsn`, `i_datasync_tid`). */
  readonly pinned: number;
  readonly queues: readonly (readonly Step[])[];
  readonly promises: Promises;
  readonly counters: Counters;
}

/** A machine with an unformatted device and no actors. */
export function blankMachine(world: World): Machine {
  const { geometry: g } = world;
  const zeros = new Array<ContentId>(g.lines).fill(0);
  return {
    memory: persistentMemory<ContentId>(world.persistency, zeros),
    buffers: zeros,
    dirty: [],
    fresh: [],
    revoked: [],
    busy: [],
    logHead: 0,
    logTail: 0,
    sequence: 1,
    logged: [],
    pages: new Array<null>((g.files + 1) * g.fileBlocks).fill(null),
    sealed: 0,
    locks: new Array<number>(g.files + 1).fill(-1),
    sharers: new Array<number>(g.files).fill(0),
    pins: [],
    pinned: 0,
    queues: [],
    promises: noPromises(g),
    counters: noCounters,
  };
}

export function count(machine: Machine, more: Partial<Counters>): Machine {
  const counters = { ...machine.counters };
  for (const [name, value] of Object.entries(more) as [keyof Counters, number][]) {
    counters[name] += value;
  }
  return { ...machine, counters };
}

/** SFENCE of an actor, counted. */
export const fenced = (machine: Machine, actor: number): Machine =>
  count({ ...machine, memory: fence(machine.memory, actor) }, { fences: 1 });

/** Puts steps before what the actor has still to do. */
export function prepend(machine: Machine, actor: number, steps: readonly Step[]): Machine {
  const queue = machine.queues[actor] ?? [];
  return { ...machine, queues: machine.queues.with(actor, [...steps, ...queue]) };
}

/** The machine after an actor's next step, which is ready. */
export function take(machine: Machine, actor: number, step: Step): Machine {
  const rest = machine.queues[actor]?.slice(1) ?? [];
  return step.run({ ...machine, queues: machine.queues.with(actor, rest) }, actor);
}

/** Runs the machine's only busy actor to its end. */
export function runAlone(start: Machine): Machine {
  let machine = start;
  for (;;) {
    const actor = machine.queues.findIndex((queue) => queue.length > 0);
    const step = machine.queues[actor]?.[0];
    if (!step) return machine;
    if (step.ready?.(machine, actor) === false) throw new Error(`${step.key} waits for nobody`);
    machine = take(machine, actor, step);
  }
}

/** Where the entry stands that maps a cell: there, or one before it. */
export const entryIndex = (pages: Machine['pages'], index: number): number =>
  !pages[index] && pages[index - 1]?.blocks === 2 ? index - 1 : index;

/** The entry that maps a cell. */
export const entryOf = ({ pages }: Machine, index: number): Page | null =>
  pages[entryIndex(pages, index)] ?? null;

export const pageIndex = (g: Geometry, file: number, offset: number): number =>
  file * g.fileBlocks + offset;
