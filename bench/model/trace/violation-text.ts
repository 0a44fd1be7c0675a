import type { Machine, World } from '../fs/machine.ts';
import type { CrashInvariant, Oracle } from '../invariant/oracle.ts';

/** What a reader finds wrong in the image that the oracle judged last, in one sentence. */
export function violationText(
  world: World,
  { promises }: Machine,
  oracle: Oracle,
  invariant: CrashInvariant,
): string {
  const name = (cell: number) => cellName(world, cell);
  const reads = (cell: number) => valueText(oracle.values[cell] ?? 0);
  switch (invariant) {
    case 'acknowledged-survives': {
      const cell = promises.relied.findIndex(
        (relied, i) => relied && !has(promises.acceptable[i], oracle.values[i]),
      );
      return `${name(cell)} reads ${reads(cell)} after recovery, though the program took ${promises.latest[cell] ?? 0} for durable.`;
    }
    case 'no-foreign-data': {
      const cell = promises.written.findIndex((mask, i) => !has(mask, oracle.values[i]));
      return `${name(cell)} reads ${reads(cell)} after recovery, which was never stored there.`;
    }
    case 'ordering': {
      const order = promises.orders.find(
        (o) =>
          oracle.values[o.laterCell] === o.later && (oracle.values[o.earlierCell] ?? 0) < o.earlier,
      );
      if (!order) return 'A later store is there without an earlier one.';
      return `${name(order.laterCell)} has ${order.later}, which points to ${order.earlier} in ${name(order.earlierCell)}; that reads ${reads(order.earlierCell)}.`;
    }
    case 'tree-well-formed':
      return 'Recovery leaves a tree with a torn or lost node, or a block with more owners than references.';
    case 'operation-atomic':
      return 'Recovery leaves block maps that are those after no transaction, or older than what was durable.';
  }
}

const has = (mask: number | undefined, value: number | undefined): boolean =>
  value !== undefined && value >= 0 && ((mask ?? 0) & (1 << value)) !== 0;

function valueText(value: number): string {
  if (value < 0) return 'what no program stored';
  return value === 0 ? 'zeros' : String(value);
}

function cellName({ geometry: g }: World, cell: number): string {
  const file = Math.floor(cell / g.fileBlocks);
  const offset = cell % g.fileBlocks;
  return file === g.files ? `Block ${offset} of the chunk` : `Block ${offset} of file ${file}`;
}
