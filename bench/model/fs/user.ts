import { clwb, store } from '../px86/persistence.ts';
import { cellName } from './cell-name.ts';
import { lookup } from './extents.ts';
import { faultSteps } from './fault.ts';
import { blockLine } from './geometry.ts';
import {
  cleanPage,
  count,
  entryIndex,
  fenced,
  type Machine,
  pageIndex,
  prepend,
  type Step,
  type World,
} from './machine.ts';
import { beyondEnd, type Mapping } from './mapping.ts';
import { acknowledged, type Order, ordered, stored } from './promises.ts';
import { packData } from './record.ts';
import { draftOf } from './transact.ts';

/** Where a program's data lie: a block of a file, or of the static chunk (file `geometry.files`). */
export interface Cell {
  readonly file: number;
  readonly offset: number;
}

const isChunk = (world: World, cell: Cell): boolean => cell.file === world.geometry.files;
const nameOf = (world: World, { file, offset }: Cell): string =>
  cellName(world, pageIndex(world.geometry, file, offset));

/** The line that a store to the cell goes to now, or null where no writable page maps it. */
export function mappedLine(
  world: World,
  machine: Machine,
  cell: Cell,
  write: boolean,
): number | null {
  const { geometry: g } = world;
  const index = pageIndex(g, cell.file, cell.offset);
  const at = entryIndex(machine.pages, index);
  const page = machine.pages[at];
  if (!page || (write && !page.writable)) return null;
  const block = page.block + index - at;
  return isChunk(world, cell) ? g.chunkStart + block : blockLine(g, block);
}

/**
 * A program stores a value through its mapping; a page that is not writable faults first.
 * @param order Makes recovery answer for it that `order.earlier` is there where this value is, if
 * the program took that one for durable before.
 */
export function storeStep(
  world: World,
  cell: Cell,
  value: number,
  mapping: Mapping,
  order?: Omit<Order, 'laterCell' | 'later'>,
): Step {
  const index = pageIndex(world.geometry, cell.file, cell.offset);
  const step: Step = {
    key: `store ${index} ${value}`,
    text: `The program stores ${value} in ${nameOf(world, cell)}.`,
    run: (machine, actor) => {
      const line = mappedLine(world, machine, cell, true);
      if (line === null) return prepend(machine, actor, beforeStore(world, cell, mapping, step));
      const content = world.contents.intern([packData(value)]);
      const after = stored(machine.promises, index, value);
      const promises = order ? ordered(after, { ...order, laterCell: index, later: value }) : after;
      return count(
        {
          ...machine,
          memory: store(machine.memory, line, content),
          promises,
        },
        { dataLines: 1 },
      );
    },
  };
  return step;
}

/** The fault, and the store again. */
export function beforeStore(world: World, cell: Cell, mapping: Mapping, again: Step): Step[] {
  if (isChunk(world, cell)) return [chunkFault(world, cell), again];
  return [...faultSteps(world, cell.file, cell.offset, mapping), again];
}

const killed = (machine: Machine, actor: number): Machine => ({
  ...machine,
  queues: machine.queues.with(actor, []),
});

/** device-dax maps the page without asking any file system (`__dev_dax_pte_fault`). */
function chunkFault(world: World, cell: Cell): Step {
  const index = pageIndex(world.geometry, cell.file, cell.offset);
  const page = { ...cleanPage(cell.offset), writable: true };
  return {
    key: `chunk fault ${index}`,
    text: `A fault maps ${nameOf(world, cell)}, which no metadata describe.`,
    run: (m) => count({ ...m, pages: m.pages.with(index, page) }, { faults: 1 }),
  };
}

/** Where a read fault finds the cell that nothing maps any more: CLWB faults as a load does. */
function readLine(world: World, machine: Machine, { file, offset }: Cell): number | null {
  const { geometry: g } = world;
  if (file === g.files || beyondEnd(world, machine, file, offset)) return null;
  const extent = lookup(draftOf(world, machine), file, offset);
  if (!extent || extent.unwritten) return null; // the zero page
  return blockLine(g, extent.block + offset - extent.offset);
}

/** CLWB of the cell's line from user space. */
export function clwbStep(world: World, cell: Cell): Step {
  return {
    key: `clwb ${cell.file} ${cell.offset}`,
    text: `The program writes back the line of ${nameOf(world, cell)} with CLWB.`,
    // Unmapped by an operation that is still under way: CLWB faults and waits for its lock.
    ready: (machine) =>
      mappedLine(world, machine, cell, false) !== null ||
      (machine.locks[cell.file] ?? -1) < 0 ||
      isChunk(world, cell),
    run: (machine, actor) => {
      const line = mappedLine(world, machine, cell, false) ?? readLine(world, machine, cell);
      // Beyond the end of the file CLWB gets SIGBUS, like a load.
      const gone = !isChunk(world, cell) && beyondEnd(world, machine, cell.file, cell.offset);
      if (line === null) return gone ? killed(machine, actor) : machine;
      return count({ ...machine, memory: clwb(machine.memory, line, actor) }, { flushes: 1 });
    },
  };
}

/** CLWB of each cell's line from user space, and SFENCE after the last. */
export function flushSteps(world: World, cells: readonly Cell[]): Step[] {
  const flushes = cells.map((cell) => clwbStep(world, cell));
  const sfence: Step = {
    key: 'sfence',
    mover: 'left', // what CLWB began it ends, and CLWB alone changes nothing that a crash leaves
    text: 'The program waits for the write-backs with SFENCE.',
    run: fenced,
  };
  if (world.bug === 'user-flush-missing' || world.bug === 'user-flush-before-store')
    return [sfence];
  if (world.bug === 'user-fence-missing') return flushes;
  return [...flushes, sfence];
}

/** From here on the program relies on what it stored in these cells. */
export function acknowledgeStep(world: World, cells: readonly Cell[]): Step {
  const indexes = cells.map(({ file, offset }) => pageIndex(world.geometry, file, offset));
  return {
    key: `acknowledge ${indexes.join(' ')}`,
    kind: 'acknowledge',
    text: `The program takes ${cells.map((cell) => nameOf(world, cell)).join(' and ')} for durable.`,
    run: (machine) => ({ ...machine, promises: acknowledged(machine.promises, indexes) }),
  };
}
