import { clwb, fence } from '../px86/persistence.ts';
import { lookup } from './extents.ts';
import { draftOf } from './fault.ts';
import { forceSteps } from './force.ts';
import { blockLine } from './geometry.ts';
import { count, type Machine, prepend, type Step, type World } from './machine.ts';
import { linesPerPage } from './page.ts';

/**
 * fsync and msync(MS_SYNC): writes back every dirty page (`dax_writeback_mapping_range`:
 * write-protect, flush, clean), then forces the log if the inode has changes there
 * (`xfs_file_fsync`, `ext4_sync_file`).
 */
export function fsyncSteps(world: World, file: number): Step[] {
  return [
    {
      key: `fsync pages ${file}`,
      text: `fsync write-protects the dirty pages of file ${file} and writes their lines back.`,
      run: (machine, actor) => flushPages(world, machine, actor, file),
    },
    ...(world.bug === 'fsync-fence-missing'
      ? []
      : [
          {
            key: 'fsync fence',
            text: 'fsync waits for the write-backs with SFENCE.',
            run: (machine, actor) =>
              count({ ...machine, memory: fence(machine.memory, actor) }, { fences: 1 }),
          } satisfies Step,
        ]),
    {
      key: `fsync log ${file}`,
      text: `fsync forces the log if file ${file} has changes there.`,
      run: (machine, actor) => {
        const skip = world.bug === 'fsync-force-missing' || (machine.pinned & (1 << file)) === 0;
        return skip ? machine : prepend(machine, actor, forceSteps(world));
      },
    },
  ];
}

function flushPages(world: World, machine: Machine, actor: number, file: number): Machine {
  const { geometry: g } = world;
  let { memory, pages } = machine;
  let walked = 0;
  let flushed = 0;
  const skipped = world.bug === 'fsync-skips-last-page' ? lastDirty(world, machine, file) : -1;
  for (let offset = 0; offset < g.fileBlocks; offset++) {
    const index = file * g.fileBlocks + offset;
    const page = pages[index];
    if (!page?.dirty || offset === skipped) continue;
    walked++;
    const writable = world.bug === 'fsync-page-left-writable';
    pages = pages.with(index, { ...page, writable, dirty: false });
    const flagged = lookup(draftOf(world, machine), file, offset)?.noSync === true;
    if ((world.fsyncSkipsFlagged && flagged) || world.bug === 'fsync-flush-missing') continue;
    for (let i = 0; i < g.blockLines; i++)
      memory = clwb(memory, blockLine(g, page.block) + i, actor);
    flushed += linesPerPage;
  }
  return count({ ...machine, memory, pages }, { pagesWalked: walked, flushes: flushed });
}

function lastDirty({ geometry: g }: World, machine: Machine, file: number): number {
  const first = file * g.fileBlocks;
  return machine.pages.slice(first, first + g.fileBlocks).findLastIndex((page) => page?.dirty);
}
