import { cached, fence, ntstore } from '../px86/persistence.ts';
import { Draft } from './draft.ts';
import { convertBlock, cutExtents, lookup, mapExtent } from './extents.ts';
import { forceSteps } from './force.ts';
import { blockLine } from './geometry.ts';
import { acquire, release } from './lock.ts';
import {
  count,
  type Machine,
  type Page,
  pageIndex,
  prepend,
  type Step,
  type World,
} from './machine.ts';
import { linesPerPage } from './page.ts';
import { transact } from './transact.ts';

/** How the mapping was made. */
export interface Mapping {
  /** MAP_SYNC: the fault returns only when the block's metadata are durable. */
  readonly sync: boolean;
  /** Sets the per-block "no fsync needed" flag in the extent. */
  readonly flag: boolean;
}

/**
 * A write fault on a DAX mapping (`dax_iomap_pte_fault`, `xfs_iomap_write_direct`,
 * `ext4_iomap_alloc`): allocates and converts in one transaction, zeroes before it, waits for the
 * log where the mapping is synchronous (`dax_finish_sync_fault`), then maps the page writable.
 */
export function faultSteps(world: World, file: number, offset: number, mapping: Mapping): Step[] {
  const index = pageIndex(world.geometry, file, offset);
  const where = `block ${offset} of file ${file}`;
  return [
    acquire(file, `A write fault on ${where} takes the mapping lock.`),
    {
      key: `fault ${index}`,
      text: `The fault makes sure that ${where} is a written block of its own.`,
      run: (machine, actor) => {
        const allocated = count(allocateBlock(world, machine, actor, file, offset, mapping), {
          faults: 1,
        });
        // IOMAP_F_DIRTY is per inode: any change of it that is not durable makes the fault wait.
        const alone = world.bug === 'fault-waits-for-itself-alone';
        const changed = allocated.buffers !== machine.buffers;
        const dirty = alone ? changed : (allocated.pinned & (1 << file)) !== 0;
        const waits = mapping.sync && dirty;
        const early = world.bug === 'fault-returns-before-force';
        return prepend(allocated, actor, waits && !early ? forceSteps(world) : []);
      },
    },
    {
      key: `map ${index}`,
      text: `The page of ${where} becomes writable.`,
      run: (machine) => mapPage(world, machine, index, file, offset),
    },
    release(file, 'The fault returns.'),
  ];
}

function mapPage(world: World, m: Machine, index: number, file: number, offset: number): Machine {
  const extent = lookup(draftOf(world, m), file, offset);
  if (!extent) throw new Error(`fault mapped a hole at block ${offset} of file ${file}`);
  const page: Page = {
    block: extent.block + offset - extent.offset,
    writable: true,
    dirty: true,
  };
  return { ...m, pages: m.pages.with(index, page) };
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
  if (world.bug === 'fault-without-zeroing' && !shared) return changed;
  return fill(
    world,
    changed,
    actor,
    target,
    shared && before ? before.block + offset - before.offset : null,
  );
}

/**
 * Zeroes the block, or copies the shared one into it, and fences, all before the transaction can
 * reach the log (`xfs_zero_extent` runs inside the transaction; the locks around it are RMWs, which
 * drain write-combining buffers).
 */
function fill(
  world: World,
  machine: Machine,
  actor: number,
  block: number,
  from: number | null,
): Machine {
  const { geometry: g } = world;
  let { memory } = machine;
  for (let i = 0; i < g.blockLines; i++) {
    const content = from === null ? 0 : cached(machine.memory, blockLine(g, from) + i);
    memory = ntstore(memory, blockLine(g, block) + i, content, actor);
  }
  return count(
    { ...machine, memory: fence(memory, actor) },
    { dataLines: linesPerPage / 4, fences: 1 },
  );
}

/** The buffer cache as a transaction would see it, for reading. */
export function draftOf(world: World, machine: Machine): Draft {
  return new Draft(world.geometry, world.contents, machine.buffers, new Set(machine.busy));
}
