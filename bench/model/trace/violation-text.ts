import { cellName } from '../fs/cell-name.ts';
import type { World } from '../fs/machine.ts';
import type { Broken } from '../invariant/breach.ts';
import type { CrashInvariant } from '../invariant/oracle.ts';

/** What a reader finds wrong in the image, in one sentence. */
export function violationText(
  world: World,
  { cells: [first, second], presupposes }: Broken,
  invariant: CrashInvariant,
): string {
  if (invariant === 'tree-well-formed') {
    return 'Recovery leaves a tree with a torn or lost node, or a block with more owners than references.';
  }
  if (invariant === 'operation-atomic') {
    return 'Recovery leaves block maps that are those after no transaction, or older than what was durable.';
  }
  if (invariant === 'no-leak') {
    return 'Recovery leaves a block that counts as used and that no file has: only a repair finds it.';
  }
  if (invariant === 'mounts') {
    return 'The kernel refuses to mount: what is on the device is not lost, and out of reach until a repair that may drop the log.';
  }
  if (!first) throw new Error(`a breach of ${invariant} has a cell`);
  const name = `B${cellName(world, first.cell).slice(1)}`;
  if (invariant === 'no-foreign-data') {
    return `${name} reads ${valueText(first.reads)} after recovery, which was never stored there.`;
  }
  const [{ value = 0 } = {}] = presupposes;
  if (invariant === 'acknowledged-survives') {
    return `${name} reads ${valueText(first.reads)} after recovery, though the program took ${value} for durable.`;
  }
  if (!second) throw new Error('a broken order has two cells');
  return `${name} has ${first.reads}, stored after ${value} in ${cellName(world, second.cell)} was taken for durable; that reads ${valueText(second.reads)}.`;
}

function valueText(value: number): string {
  if (value < 0) return 'what no program stored';
  return value === 0 ? 'zeros' : String(value);
}
