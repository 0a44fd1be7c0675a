import { store } from '../px86/persistence.ts';
import { cellName } from './cell-name.ts';

import { blockLine } from './geometry.ts';
import {
  count,
  entryIndex,
  type Machine,
  pageIndex,
  prepend,
  type Step,
  type World,
} from './machine.ts';
import type { Mapping } from './mapping.ts';
import { storedByDevice } from './promises.ts';
import { packData } from './record.ts';
import { beforeStore, type Cell, mappedLine } from './user.ts';

/**
 * A device writes a value to a page of the mapping, as in a direct read whose buffer it is: the kernel takes a
 * reference to the page (`get_user_pages_fast`, or through a write fault), the device writes to the block, the
 * reference goes. The reference keeps the page, and not its place in the file. What the device writes lies in the
 * processor's caches (DDIO) as a store does; no fault tells the kernel of it (`noop_dirty_folio`).
 */
export function deviceSteps(world: World, cell: Cell, value: number, mapping: Mapping): Step[] {
  const { geometry: g } = world;
  if (cell.file === g.files) throw new Error('the static chunk has no pages to hold');
  const index = pageIndex(g, cell.file, cell.offset);
  const name = cellName(world, index);
  const pin: Step = {
    key: `pin ${index} ${value}`,
    text: `A device is given the page of ${name} to write to.`,
    run: (machine, actor) => {
      const at = entryIndex(machine.pages, index);
      const page = machine.pages[at];
      if (mappedLine(world, machine, cell, true) === null || !page)
        return prepend(machine, actor, beforeStore(world, cell, mapping, pin));
      const block = page.block + index - at;
      const pinned = { ...machine, pins: [...machine.pins, block].sort((a, b) => a - b) };
      return prepend(pinned, actor, writing(world, index, block, value));
    },
  };
  return [pin];
}

function writing(world: World, index: number, block: number, value: number): Step[] {
  const name = cellName(world, index);
  return [
    {
      key: `device ${index} ${block} ${value}`,
      text: `The device stores ${value} in ${name}, where that was when it began.`,
      run: (machine) => {
        const content = world.contents.intern([packData(value)]);
        const memory = store(machine.memory, blockLine(world.geometry, block), content);
        const promises = storedByDevice(machine.promises, index, value);
        return count({ ...machine, memory, promises }, { dataLines: 1 });
      },
    },
    {
      key: `unpin ${block}`,
      text: `The device has ended, and the page of ${name} is given back.`,
      run: (machine): Machine => ({ ...machine, pins: without(machine.pins, block) }),
    },
  ];
}

const without = (pins: readonly number[], block: number): number[] =>
  pins.toSpliced(pins.indexOf(block), 1);
