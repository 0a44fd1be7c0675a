import { persistentMemory } from '../px86/persistence.ts';
import { Draft } from './draft.ts';
import { mapExtent } from './extents.ts';
import { inodeLine } from './geometry.ts';
import { blankMachine, type Machine, type World } from './machine.ts';
import { noPromises, type Promises } from './promises.ts';
import { inodeMagic, packData, packHeader } from './record.ts';
import { visibleIn } from './visible.ts';
import { encodeRecord } from './xfs-record.ts';

/** A block that a file has when the experiment begins. */
export interface InitialBlock {
  readonly file: number;
  readonly offset: number;
  readonly unwritten?: boolean;
  /** Value that it holds, 0 for zeros. */
  readonly value?: number;
}

/**
 * A formatted file system with these blocks, all of it durable and nothing in the log. Blocks are
 * allocated in the order given, so that alternating files makes every block an extent of its own.
 */
export function format(world: World, blocks: readonly InitialBlock[], sealed = 0): Machine {
  const { geometry: g, contents } = world;
  const blank = blankMachine(world);
  const draft = new Draft(g, contents, blank.buffers, new Set());
  for (let file = 0; file < g.files; file++) {
    draft.write(inodeLine(g, file), [packHeader(inodeMagic, 1, 0, 0), g.fileBlocks]);
    draft.setWord(g.dirLine, file, file + 1);
  }
  const lines = [...draft.buffers];
  for (const { file, offset, unwritten = false, value = 0 } of blocks) {
    const block = draft.allocate();
    mapExtent(draft, file, { offset, block, length: 1, unwritten, noSync: false });
    lines[draft.lineOf(block)] = contents.intern([packData(value)]);
  }
  for (const line of draft.changed) lines[line] = draft.buffers[line] ?? 0;
  const log = emptyLog(world);
  for (const [line, content] of log.lines) lines[line] = content;
  return {
    ...blank,
    logHead: log.head,
    logTail: log.head,
    memory: persistentMemory(world.persistency, lines),
    buffers: draft.buffers,
    sealed,
    promises: {
      ...initialPromises(world, blocks),
      history: [visibleIn(world, draft.buffers).hash],
    },
  };
}

/** What mkfs leaves: jbd2's superblock, or a record of an unmount without a checksum (`xlog_recover_process`). */
function emptyLog({ discipline, journal, contents, geometry }: World): {
  readonly lines: readonly (readonly [number, number])[];
  readonly head: number;
} {
  if (discipline !== 'wal') return { lines: [], head: 0 };
  if (journal === 'jbd2') return { lines: [[0, contents.intern([0, 1])]], head: 0 };
  const data = [{ lines: [], cancelled: [], ends: 'unmount' as const }];
  const record = { position: 0, tail: 0, transaction: 0, data, restamped: true, checked: false };
  return { lines: encodeRecord(contents, geometry, record), head: 1 + data.length };
}

function initialPromises(world: World, blocks: readonly InitialBlock[]): Promises {
  const promises = noPromises(world.geometry);
  const acceptable = [...promises.acceptable];
  for (const { file, offset, value = 0 } of blocks) {
    const cell = file * world.geometry.fileBlocks + offset;
    acceptable[cell] = 1 << value;
  }
  return { ...promises, acceptable, written: acceptable.map((mask) => mask | 1) };
}
