import type { Approach } from '../approach/approach.ts';
import { format, type InitialBlock } from '../fs/format.ts';
import type { Machine, World } from '../fs/machine.ts';
import { actionSteps, type Program } from './action.ts';

/** The machine at the beginning of a program, with every actor's steps before it. */
export function startMachine(
  world: World,
  approach: Approach,
  initial: readonly InitialBlock[],
  program: Program,
): Machine {
  const sealed = approach.sealed ? 1 : 0;
  const blocks = approach.sealed ? fullyAllocated(world, initial) : initial;
  return {
    ...format(world, blocks, sealed),
    queues: program.actors.map((actions) =>
      actions.flatMap((action) => actionSteps(world, approach, action)),
    ),
  };
}

/** Sealing a file allocates and zeroes every block of it first. */
function fullyAllocated(world: World, initial: readonly InitialBlock[]): InitialBlock[] {
  const missing: InitialBlock[] = [];
  for (let offset = 0; offset < world.geometry.fileBlocks; offset++) {
    const has = initial.some((block) => block.file === 0 && block.offset === offset);
    if (!has) missing.push({ file: 0, offset });
  }
  return [...initial.map((block) => ({ ...block, unwritten: false })), ...missing];
}
