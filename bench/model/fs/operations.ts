import { clwb, fence } from '../px86/persistence.ts';
import { breakingLayouts } from './break-layouts.ts';
import { blockLine } from './geometry.ts';
import { acquire, release } from './lock.ts';
import {
  entryIndex,
  entryOf,
  type Machine,
  pageIndex,
  prepend,
  type Step,
  type World,
} from './machine.ts';
import { cellsOf, type Operation } from './operation.ts';
import { type Part, partsOf } from './parts.ts';
import { alsoFrom, removing, shifted } from './promises.ts';
import { type Rolled, rolledFrom } from './specification.ts';
import { draftOf, transact } from './transact.ts';
import { visibleIn } from './visible.ts';

/**
 * The operation as steps: lock, unmap the pages that it remaps, one transaction, unlock
 * (`xfs_file_fallocate`, `xfs_setattr_size`, `xfs_file_remap_range`, which hold MMAPLOCK so that no
 * fault gets between).
 */
export function operationSteps(world: World, operation: Operation): Step[] {
  const name = `${operation.kind} of file ${operation.file}`;
  const affected = cellsOf(world, operation);
  const key = JSON.stringify(operation);
  if (operation.kind === 'reflink' && operation.file === operation.to) throw new Error('one file');
  const source =
    operation.kind === 'reflink' ? [pageIndex(world.geometry, operation.file, operation.at)] : [];
  const remapped = [...affected, ...source];
  const unmap: Step = {
    key: `unmap ${key}`,
    text: `${name} removes the mappings of the blocks that it changes.`,
    ready: (machine) => remapped.every((cell) => !entryOf(machine, cell)?.locked),
    run: (machine, actor) => unmapPages(world, machine, actor, operation, remapped),
  };
  const invalidated = breakingLayouts(world, operation, remapped, unmap);
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
    ...(early && !leaves ? [invalidated] : []),
    ...(operation.kind === 'rename' && world.bug === 'rename-in-two'
      ? [halfOfRename(world, operation)]
      : []),
    {
      key,
      text: `${name} changes the block map in one transaction in memory.`,
      run: (machine, actor) => change(world, machine, actor, operation, affected, leaves),
    },
    ...(!early && world.invalidate && !leaves ? [invalidated] : []),
    release(operation.file, `${name} is done in memory.`),
  ];
}

/** The planted bug: the old name goes in a transaction of its own. */
function halfOfRename(world: World, { file, name }: { file: number; name: number }): Step {
  return {
    key: `rename half ${file} ${name}`,
    text: `The old name of file ${file} goes in a transaction of its own.`,
    run: (machine) =>
      transact(world, machine, 1 << file, null, (draft) => {
        const { dirLine } = draft.geometry;
        for (let i = 0; i < 4; i++) {
          if (draft.word(dirLine, i) === file + 1) draft.setWord(dirLine, i, 0);
        }
      }),
  };
}

function begin(machine: Machine, affected: readonly number[], leaves: boolean): Machine {
  if (leaves) return machine;
  return { ...machine, promises: removing(machine.promises, affected, 1) };
}

function change(
  world: World,
  machine: Machine,
  actor: number,
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
  if (shift !== 0)
    promises = shifted(promises, affected, shift, cellsOfFile(world, operation.file));
  if (operation.kind === 'reflink') {
    const from = pageIndex(world.geometry, operation.file, operation.at);
    promises = alsoFrom(promises, pageIndex(world.geometry, operation.to, operation.toAt), from);
  }
  // The file is gone at the next mount, whatever a program that has it open does until then.
  if (operation.kind === 'unlink')
    promises = removing(promises, cellsOf(world, { ...operation, kind: 'evict' }), 1);
  const ended = leaves ? promises : removing(promises, affected, 2);
  const parts = partsOf(world, draftOf(world, machine), operation);
  const whole = rolledFrom(world, visibleIn(world, machine.buffers), operation);
  return rolled(world, { ...machine, promises: ended }, actor, { whole, files, parts });
}

/** The first part as a transaction of its own, and the others one by one. */
function rolled(
  world: World,
  machine: Machine,
  actor: number,
  rest: { readonly whole: Rolled; readonly files: number; readonly parts: readonly Part[] },
): Machine {
  const { whole, files } = rest;
  const [part, ...parts] = rest.parts;
  if (!part) return machine;
  const next = transact(world, machine, files, whole, part);
  if (parts.length === 0) return next;
  const { kind, file } = whole.operation;
  const more: Step = {
    key: `roll ${kind} ${file} ${parts.length}`,
    text: `${kind} of file ${file} goes on in another transaction.`,
    run: (now, by) => rolled(world, now, by, { whole, files, parts }),
  };
  return prepend(next, actor, [more]);
}

function cellsOfFile({ geometry: g }: World, file: number): { first: number; end: number } {
  const first = pageIndex(g, file, 0);
  return { first, end: first + g.fileBlocks };
}

/**
 * Removes mappings, waiting for pages that a write-back has (`dax_delete_mapping_entry`). Where the blocks may stay readable for a while, dirty lines are written back
 * first, since the program can no longer reach them (`xfs_flush_unmap_range`, `ext4_punch_hole`). An entry goes whole,
 * its tags with it, where a part of what it stands for is removed (`truncate_folio_batch_exceptionals`).
 */
function unmapPages(
  world: World,
  machine: Machine,
  actor: number,
  operation: Operation,
  remapped: readonly number[],
): Machine {
  if (operation.kind === 'reflink' && world.bug === 'cow-shares-writable') return machine;
  let { pages, memory } = machine;
  for (const cell of remapped) {
    const at = entryIndex(pages, cell);
    const page = pages[at];
    if (!page) continue;
    for (let i = 0; i < page.blocks && operation.kind !== 'truncate'; i++)
      memory = clwb(memory, blockLine(world.geometry, page.block + i), actor);
    pages = pages.with(at, null);
  }
  return { ...machine, pages, memory: fence(memory, actor) };
}
