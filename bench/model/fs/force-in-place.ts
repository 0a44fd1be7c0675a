import { fenceStep, type Write, writeSteps } from './device.ts';
import type { Captured } from './force.ts';
import { blockLine, unitOf } from './geometry.ts';
import { count, type Machine, type Step, type World } from './machine.ts';
import { headerCount } from './record.ts';

/**
 * Writes the captured lines where they live. Unordered: all at once, one fence (ext2's
 * `sync_mapping_buffers`). Ordered, after the soft updates rules (Ganger and Patt, OSDI 1994): what
 * is pointed to before the pointer, and nothing is taken away before its other place is durable:
 * new blocks and reference counts, nodes that grew, the inodes, nodes that shrank.
 */
export function inPlaceSteps(world: World, machine: Machine, captured: Captured): Step[] {
  const lines = world.tearing ? captured.dirty : whole(world, captured.dirty);
  const writes = lines.map((line): Write => [line, machine.buffers[line] ?? 0]);
  const written: Step = {
    key: `in place ${captured.history}`,
    mover: 'left',
    text: 'All captured lines are in their places.',
    run: (m) => count(m, { homeLines: writes.length }),
  };
  if (world.discipline === 'in-place-unordered') {
    return [
      ...writeSteps(world, 'Metadata lines are written in place, in any order.', writes),
      fenceStep(world, 'The fence makes them durable.'),
      written,
    ];
  }
  const phases = Map.groupBy(writes, ([line]) => phaseOf(world, machine, captured, line));
  const names = ['New blocks', 'Nodes that grew', 'Inodes', 'Nodes that shrank'];
  const ordered = names.flatMap((name, phase) => {
    const lines = phases.get(phase) ?? [];
    if (lines.length === 0) return [];
    return [
      ...writeSteps(world, `${name} are written in place.`, lines),
      fenceStep(world, 'The fence orders them before what follows.'),
    ];
  });
  return [...ordered, written];
}

/** With writes of whole blocks (a BTT, or sectors that never tear) unchanged lines are written too. */
function whole(world: World, dirty: readonly number[]): number[] {
  const lines = dirty.flatMap((line) => {
    const unit = unitOf(world.geometry, line);
    return Array.from({ length: unit.lines }, (_, i) => unit.first + i);
  });
  return [...new Set(lines)].sort((a, b) => a - b);
}

function phaseOf(world: World, machine: Machine, captured: Captured, line: number): number {
  const { geometry: g } = world;
  if (line >= g.refStart && line < g.logStart) return 0;
  if (line < g.blockStart) return 2;
  const block = Math.floor((line - g.blockStart) / g.blockLines);
  if (captured.fresh.includes(block)) return 0;
  const home = blockLine(g, block);
  const before = world.contents.word(machine.memory.lines[home]?.versions.at(-1) ?? 0, 0);
  const now = world.contents.word(machine.buffers[home] ?? 0, 0);
  return headerCount(now) >= headerCount(before) ? 1 : 3;
}
