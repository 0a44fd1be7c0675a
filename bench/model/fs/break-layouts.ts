import { acquire, release } from './lock.ts';
import { entryIndex, entryOf, type Machine, prepend, type Step, type World } from './machine.ts';
import type { Operation } from './operation.ts';

/**
 * The step that removes the mappings of these cells, once no device uses their pages (`ext4_break_layouts`,
 * `xfs_break_layouts`). Waiting gives the lock up, and the pages are looked at again after
 * (`ext4_wait_dax_page`, `xfs_wait_dax_page`).
 */
export function breakingLayouts(
  world: World,
  operation: Operation,
  cells: readonly number[],
  unmap: Step,
): Step {
  if (!world.breakLayouts) return unmap;
  const step: Step = {
    ...unmap,
    run: (machine, actor) => {
      if (!inUse(machine, cells)) return unmap.run(machine, actor);
      const again = world.bug === 'layout-checked-once' ? unmap : step;
      return prepend(unreachable(machine, cells), actor, waiting(operation, cells, again));
    },
  };
  return step;
}

/** Whether a device uses one of the pages (`dax_layout_busy_page`). */
function inUse(machine: Machine, cells: readonly number[]): boolean {
  return cells.some((cell) => {
    const page = entryOf(machine, cell);
    return page && machine.pins.some((at) => at >= page.block && at < page.block + page.blocks);
  });
}

/** The page tables are emptied before the pages are looked at, so that no device gets one meanwhile. */
function unreachable(machine: Machine, cells: readonly number[]): Machine {
  const entries = new Set(cells.map((cell) => entryIndex(machine.pages, cell)));
  const pages = machine.pages.map((page, at) =>
    page && entries.has(at) ? { ...page, writable: false } : page,
  );
  return { ...machine, pages };
}

function waiting({ kind, file }: Operation, cells: readonly number[], again: Step): Step[] {
  const name = `${kind} of file ${file}`;
  return [
    release(file, `${name} waits for a device, and gives the lock up.`),
    {
      key: `idle ${file}`,
      text: `${name} goes on, since the device has ended.`,
      ready: (machine) => !inUse(machine, cells),
      run: (machine) => machine,
    },
    acquire(file, `${name} takes the lock of file ${file} again.`),
    again,
  ];
}
