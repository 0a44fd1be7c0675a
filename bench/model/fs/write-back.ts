import { clwb, fence } from '../px86/persistence.ts';
import { lookup } from './extents.ts';
import { blockLine } from './geometry.ts';
import {
  count,
  entryIndex,
  type Machine,
  type Page,
  pageIndex,
  prepend,
  type Step,
  type World,
} from './machine.ts';
import { linesPerPage } from './page.ts';
import { draftOf } from './transact.ts';

/** Blocks `[from, to)` of a file. */
interface Range {
  readonly file: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Writes back the dirty pages of a range (`dax_writeback_mapping_range`): marks them
 * (`tag_pages_for_writeback`), then takes one marked page after the other (`dax_writeback_one`): clears the
 * mark, locks the entry, write-protects, flushes, clears the dirty tag, unlocks. Marks are not owned: of two
 * write-backs at once the first to come to a page clears the mark for both, and the other neither finds nor
 * waits for it.
 */
export function writeBackSteps(world: World, range: Range): Step[] {
  const { file, from, to } = range;
  return [
    {
      key: `tag ${file} ${from} ${to}`,
      text: `The write-back marks the dirty pages of file ${file}.`,
      run: (machine, actor) => {
        const last = world.bug === 'fsync-skips-last-page' ? lastDirty(world, machine, range) : -1;
        const { geometry: g } = world;
        const pages = machine.pages.map((page, index) => {
          const inRange =
            index + (page?.blocks ?? 1) > pageIndex(g, file, from) &&
            index < pageIndex(g, file, to);
          return page?.dirty && inRange && index !== last ? { ...page, toWrite: true } : page;
        });
        return prepend({ ...machine, pages }, actor, [walkStep(world, range)]);
      },
    },
  ];
}

const walkStep = (world: World, range: Range): Step => ({
  key: `walk ${range.file} ${range.from} ${range.to}`,
  text: `The write-back takes the first marked page of file ${range.file}, if there is one.`,
  run: (machine, actor) => walked(world, machine, actor, range),
});

/** Takes the first marked page of the range, or waits for it where another write-back has it. */
function walked(world: World, machine: Machine, actor: number, range: Range): Machine {
  const { file, from, to } = range;
  for (let cell = from; cell < to; cell++) {
    const index = pageIndex(world.geometry, file, cell);
    const at = entryIndex(machine.pages, index);
    const offset = cell + at - index;
    const page = machine.pages[at];
    if (!page?.toWrite) continue;
    return page.locked
      ? prepend(machine, actor, [waitStep(world, { ...range, from: offset })])
      : taken(world, machine, actor, { ...range, from: offset }, page);
  }
  return machine;
}

/** After waiting the mark is looked at again: another write-back may have done the page. */
function waitStep(world: World, range: Range): Step {
  const index = pageIndex(world.geometry, range.file, range.from);
  return {
    key: `wait ${range.file} ${range.from} ${range.to}`,
    text: `The write-back waits for block ${range.from} of file ${range.file}, which another one has.`,
    ready: (machine) => !machine.pages[index]?.locked,
    run: (machine, actor) => {
      const page = machine.pages[index];
      return page?.toWrite
        ? taken(world, machine, actor, range, page)
        : walked(world, machine, actor, { ...range, from: range.from + 1 });
    },
  };
}

/** The page is locked, write-protected and flushed; until it is unlocked no store can come between. */
function taken(world: World, machine: Machine, actor: number, range: Range, page: Page): Machine {
  const index = pageIndex(world.geometry, range.file, range.from);
  const writable = world.bug === 'fsync-page-left-writable';
  const pages = machine.pages.with(index, { ...page, toWrite: false, locked: true, writable });
  const flushed = flush(world, { ...machine, pages }, actor, range, page);
  return prepend(count(flushed, { pagesWalked: 1 }), actor, [cleanStep(world, range)]);
}

function flush(
  world: World,
  machine: Machine,
  actor: number,
  { file, from }: Range,
  { block, blocks }: Page,
): Machine {
  const flagged = lookup(draftOf(world, machine), file, from)?.noSync === true;
  if (world.bug === 'fsync-flush-missing' || (world.fsyncSkipsFlagged && flagged)) return machine;
  let { memory } = machine;
  for (let i = 0; i < blocks * world.geometry.blockLines; i++) {
    memory = clwb(memory, blockLine(world.geometry, block) + i, actor);
  }
  return count({ ...machine, memory }, { flushes: blocks * linesPerPage });
}

/**
 * The page is clean and the next one taken, both under the lock of the mapping's tree (`xas_lock_irq`): a
 * locked instruction, which on x86 ends the write-backs that the processor began.
 */
function cleanStep(world: World, range: Range): Step {
  const index = pageIndex(world.geometry, range.file, range.from);
  return {
    key: `clean ${range.file} ${range.from} ${range.to}`,
    text: `The page of block ${range.from} of file ${range.file} is clean; the next marked page is taken.`,
    run: (machine, actor) => {
      const page = machine.pages[index];
      if (!page) throw new Error('a locked page was removed');
      const { memory } = machine;
      const ended = world.bug === 'fsync-fence-missing' ? memory : fence(memory, actor);
      const pages = machine.pages.with(index, { ...page, dirty: false, locked: false });
      const cleaned = { ...machine, memory: ended, pages };
      return walked(world, cleaned, actor, { ...range, from: range.from + page.blocks });
    },
  };
}

function lastDirty({ geometry: g }: World, machine: Machine, { file, from, to }: Range): number {
  const last = machine.pages.findLastIndex(
    (page, at) => page?.dirty && at >= pageIndex(g, file, from) && at < pageIndex(g, file, to),
  );
  return last;
}
