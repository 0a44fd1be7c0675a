import type { TraceState } from '../../../data/schema/trace.ts';
import { lineName } from '../fs/geometry.ts';
import type { Machine, World } from '../fs/machine.ts';
import { View } from '../fs/view.ts';
import { cellText } from './cell-text.ts';
import { drawTrees } from './tree.ts';

/** A machine as the tables of a trace. `shown`: the lines that change anywhere in the trace. */
export function machineState(world: World, machine: Machine, shown: readonly number[]): TraceState {
  const { geometry: g } = world;
  const caches: Record<string, string> = {};
  const queue: Record<string, string> = {};
  const log: Record<string, string> = {};
  const media: Record<string, string> = {};
  for (const line of shown) {
    const state = machine.memory.lines[line];
    if (!state) continue;
    const name = lineName(g, line);
    const inLog = line >= g.logStart && line < g.blockStart;
    (inLog ? log : media)[name] = cellText(world, line, state.versions[0] ?? 0);
    if (state.versions.length === 1) continue;
    const newest = cellText(world, line, state.versions.at(-1) ?? 0);
    // Written back and not yet fenced: on its way to the media.
    if (state.awaited.some((index) => index === state.versions.length - 1)) queue[name] = newest;
    else caches[name] = newest;
  }
  const view = new View(g, world.contents);
  view.load(machine.buffers, [], true);
  return { caches, queue, log, media, kernel: kernel(world, machine), trees: drawTrees(g, view) };
}

function kernel(world: World, machine: Machine): Record<string, string> {
  const { geometry: g } = world;
  const cells: Record<string, string> = {};
  if (machine.dirty.length > 0) {
    cells['not in the log'] = machine.dirty.map((line) => lineName(g, line)).join(', ');
  }
  for (const [index, page] of machine.pages.entries()) {
    if (!page) continue;
    const file = Math.floor(index / g.fileBlocks);
    const where = file === g.files ? 'chunk' : `file ${file}`;
    const marks = { dirty: page.dirty, 'to be written': page.toWrite, locked: page.locked };
    const how = [
      page.writable ? 'writable' : 'read-only',
      ...Object.entries(marks).flatMap(([mark, set]) => (set ? [mark] : [])),
    ].join(', ');
    cells[`page ${index % g.fileBlocks} of ${where}`] = `block ${page.block}, ${how}`;
  }
  for (const [lock, holder] of machine.locks.entries()) {
    if (holder >= 0)
      cells[lock === g.files ? 'log lock' : `lock of file ${lock}`] = `actor ${holder}`;
  }
  if (machine.busy.length > 0) cells['freed, not reusable'] = machine.busy.join(', ');
  return cells;
}
