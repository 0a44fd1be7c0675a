import { ntstore } from '../px86/persistence.ts';
import type { ContentId } from './contents.ts';
import { unitOf } from './geometry.ts';
import { fenced, type Machine, type Step, type World } from './machine.ts';

/** A line that the kernel writes to the device, and what goes there. */
export type Write = readonly [line: number, content: ContentId];

/** The pmem driver's write: non-temporal stores that only a later fence makes certain (`memcpy_flushcache`). */
function writeLines(machine: Machine, actor: number, writes: readonly Write[]): Machine {
  let { memory } = machine;
  for (const [line, content] of writes) memory = ntstore(memory, line, content, actor);
  return { ...machine, memory };
}

/** Steps that write the lines in no particular order: one step, or one for each line (block) where `fine`. */
export function writeSteps(world: World, text: string, writes: readonly Write[]): Step[] {
  const groups = world.fine ? smallest(world, writes) : [writes];
  return groups
    .filter((group) => group.length > 0)
    .map((group) => ({
      key: `write ${group.join(' ')}`,
      text,
      run: (machine, actor) => writeLines(machine, actor, group),
    }));
}

/** What cannot be told apart by a crash: one line, or one block where blocks do not tear. */
function smallest(world: World, writes: readonly Write[]): Write[][] {
  if (world.tearing) return writes.map((write) => [write]);
  return [...Map.groupBy(writes, ([line]) => unitOf(world.geometry, line).first).values()];
}

/** REQ_PREFLUSH or REQ_FUA at the pmem driver (`nvdimm_flush`): the actor's writes are on media. */
export function fenceStep(world: World, text: string): Step {
  if (world.bug === 'eadr-fences-dropped' && world.persistency === 'eadr') {
    return { key: 'no fence', text, run: (machine) => machine };
  }
  return { key: 'fence', text, run: fenced };
}
