import { cached, clwb, fence, ntstore, store } from '../px86/persistence.ts';
import { convertBlock, cutExtents, lookup, mapExtent } from './extents.ts';
import { forceSteps } from './force.ts';
import { blockLine } from './geometry.ts';
import { withHugeEntry } from './huge-entry.ts';
import { acquireShared, releaseShared } from './lock.ts';
import {
  cleanPage,
  count,
  entryIndex,
  entryOf,
  type Machine,
  pageIndex,
  prepend,
  type Step,
  type World,
} from './machine.ts';
import { beyondEnd, type Mapping } from './mapping.ts';
import { linesPerPage } from './page.ts';
import { draftOf, transact } from './transact.ts';
import { writeBackSteps } from './write-back.ts';

/**
 * A write fault on a DAX mapping (`dax_iomap_pte_fault`, `xfs_iomap_write_direct`, `ext4_iomap_alloc`), which
 * shares the file's lock with other faults and waits for a write-back that has the page: allocates, converts
 * or copies in one transaction, zeroes before it, and maps the page writable. A synchronous fault of an
 * inode whose changes are not durable first writes back the page's range and waits for the log
 * (`dax_finish_sync_fault`), and tags the page only when it maps it (`dax_insert_pfn_mkwrite`).
 */
export function faultSteps(world: World, file: number, offset: number, mapping: Mapping): Step[] {
  const index = pageIndex(world.geometry, file, offset);
  const where = `block ${offset} of file ${file}`;
  const map: Step = {
    key: `map ${index}`,
    text: `The page of ${where} becomes writable.`,
    ready: (machine) => !entryOf(machine, index)?.locked,
    run: (machine) => mapPage(machine, index),
  };
  return [
    acquireShared(file, `A write fault on ${where} takes the mapping lock, shared.`),
    {
      key: `fault ${index}`,
      text: `The fault makes sure that ${where} is a written block of its own.`,
      ready: (machine) => !entryOf(machine, index)?.locked,
      run: (machine, actor) => {
        if (beyondEnd(world, machine, file, offset)) return sigbus(machine, actor, file, where);
        const given =
          withHugeEntry(world, machine, file, offset, mapping) ??
          inserted(
            world,
            allocateBlock(world, machine, actor, file, offset, mapping),
            file,
            offset,
          );
        const allocated = count(given, { faults: 1 });
        // IOMAP_F_DIRTY is per inode: any change of it that is not durable makes the fault wait.
        const alone = world.bug === 'fault-waits-for-itself-alone';
        const changed = allocated.buffers !== machine.buffers;
        const dirty = alone ? changed : (allocated.pinned & (1 << file)) !== 0;
        const early = world.bug === 'fault-returns-before-force';
        if (!mapping.sync || !dirty || early) return mapPage(allocated, index);
        const page = entryOf(allocated, index);
        const range = { file, from: offset, to: offset + 1 };
        const back = page?.dirty || page?.toWrite ? writeBackSteps(world, range) : [];
        return prepend(allocated, actor, [...back, ...forceSteps(world), map]);
      },
    },
    releaseShared(file, 'The fault returns.'),
  ];
}

/** The program ends there, and its lock with it. */
function sigbus(machine: Machine, actor: number, file: number, where: string): Machine {
  const text = `The ${where} lies beyond the end of the file: SIGBUS ends the program.`;
  const ends: Step = { key: 'sigbus', text, run: releaseShared(file, text).run };
  return { ...machine, queues: machine.queues.with(actor, [ends]) };
}

/** The page's entry, with what it was tagged as before where it maps the same block (`dax_insert_entry`). */
function inserted(world: World, m: Machine, file: number, offset: number): Machine {
  const index = pageIndex(world.geometry, file, offset);
  const extent = lookup(draftOf(world, m), file, offset);
  if (!extent) throw new Error(`fault mapped a hole at block ${offset} of file ${file}`);
  const block = extent.block + offset - extent.offset;
  const at = entryIndex(m.pages, index);
  const before = m.pages[at];
  if (before && before.block + index - at === block) return m;
  return {
    ...m,
    pages: m.pages.with(index, { ...cleanPage(block), toWrite: before?.toWrite === true }),
  };
}

function mapPage(m: Machine, index: number): Machine {
  const at = entryIndex(m.pages, index);
  const page = m.pages[at];
  return page ? { ...m, pages: m.pages.with(at, { ...page, writable: true, dirty: true }) } : m;
}

function allocateBlock(
  world: World,
  machine: Machine,
  actor: number,
  file: number,
  offset: number,
  mapping: Mapping,
): Machine {
  const before = lookup(draftOf(world, machine), file, offset);
  const references = before
    ? draftOf(world, machine).references(before.block + offset - before.offset)
    : 0;
  const shared = references > 1;
  const settled = before && !before.unwritten && !shared && (before.noSync || !mapping.flag);
  if (settled) return machine;
  const index = pageIndex(world.geometry, file, offset);
  let target = before ? before.block + offset - before.offset : -1;
  const state = { unwritten: false, noSync: mapping.flag || before?.noSync === true };
  const purpose = { kind: 'fault', file, offset } as const;
  const changed = transact(world, machine, 1 << file, purpose, (draft) => {
    if (before && !shared) return convertBlock(draft, file, offset, state);
    if (shared) {
      for (const piece of cutExtents(draft, file, offset, offset + 1)) draft.release(piece.block);
    }
    target = draft.allocate();
    return mapExtent(draft, file, { offset, block: target, length: 1, ...state });
  });
  if (before && !before.unwritten && !shared) return changed; // only the flag changed
  if (before && shared) {
    return copy(world, changed, actor, before.block + offset - before.offset, target, index);
  }
  return world.bug === 'fault-without-zeroing' ? changed : zero(world, changed, actor, target);
}

/**
 * Zeroes the block and fences before the transaction can reach the log (`xfs_zero_extent` runs inside the
 * transaction; the locks around it are RMWs, which drain write-combining buffers).
 */
function zero(world: World, machine: Machine, actor: number, block: number): Machine {
  const { geometry: g } = world;
  let { memory } = machine;
  for (let i = 0; i < g.blockLines; i++)
    memory = ntstore(memory, blockLine(g, block) + i, 0, actor);
  return count(
    { ...machine, memory: fence(memory, actor) },
    { dataLines: linesPerPage / 4, fences: 1 },
  );
}

/**
 * Copies the shared block into the new one with plain stores (`copy_mc_to_kernel` in
 * `dax_iomap_copy_around`): nothing flushes them before the transaction that remaps the block
 * (`xfs_dax_write_iomap_end`), unless the setting asks for it. The entry is marked, so that a write-back finds it.
 */
function copy(
  world: World,
  machine: Machine,
  actor: number,
  from: number,
  to: number,
  index: number,
): Machine {
  const { geometry: g } = world;
  let { memory } = machine;
  for (let i = 0; i < g.blockLines; i++) {
    memory = store(memory, blockLine(g, to) + i, cached(memory, blockLine(g, from) + i));
    if (world.copyFlushed) memory = clwb(memory, blockLine(g, to) + i, actor);
  }
  if (world.copyFlushed) memory = fence(memory, actor);
  const pages = machine.pages.with(index, { ...cleanPage(to), toWrite: true });
  return count({ ...machine, memory, pages }, { dataLines: linesPerPage / 4 });
}
