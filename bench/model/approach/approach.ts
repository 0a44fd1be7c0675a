import type { Step, World } from '../fs/machine.ts';
import type { Mapping } from '../fs/mapping.ts';
import type { Cell } from '../fs/user.ts';

/** A way to make stores durable, as a program and its kernel divide the work. */
export interface Approach {
  readonly id: string;
  /** The file that the program maps; `geometry.files` is the static chunk. */
  file(world: World): number;
  /** What the program asks of its mapping. */
  mapping(world: World): Mapping;
  /** Whether the file is fully allocated and its block map sealed beforehand. */
  readonly sealed: boolean;
  /** What the program does to make what it stored in these cells durable. */
  makeDurable(world: World, cells: readonly Cell[]): readonly Step[];
}
