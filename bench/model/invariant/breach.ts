import { isBroken, type Promises } from '../fs/promises.ts';
import type { CrashInvariant } from './oracle.ts';

/** A block that a crash image gets wrong; `reads` is -1 where no program stored what lies there. */
export interface BreachedCell {
  readonly cell: number;
  readonly reads: number;
}

/** What must have happened before a crash for its image to break the invariant at all. */
export interface Presupposed {
  readonly event: 'stored' | 'durable';
  readonly cell: number;
  readonly value: number;
}

export interface Broken {
  /** Empty for the invariants that are about trees, or the whole file system, not blocks. */
  readonly cells: readonly BreachedCell[];
  /** In the order in which they must have happened. */
  readonly presupposes: readonly Presupposed[];
}

/**
 * Which blocks break the invariant in an image, and what that presupposes.
 * @param values By cell, as the oracle read them.
 * @throws Error where nothing is broken: a breach without a breached cell is a bug of the oracle.
 */
export function brokenBy(
  invariant: CrashInvariant,
  promises: Promises,
  values: ArrayLike<number>,
): Broken {
  switch (invariant) {
    case 'acknowledged-survives':
      return lostCells(promises, values);
    case 'ordering':
      return disorder(promises, values);
    case 'no-foreign-data':
      return {
        cells: some(promises.written.flatMap((mask, cell) => wrong(mask, cell, values))),
        presupposes: [],
      };
    case 'tree-well-formed':
    case 'operation-atomic':
    case 'mounts':
    case 'no-leak':
      return { cells: [], presupposes: [] };
  }
}

function lostCells({ promised, acceptable }: Promises, values: ArrayLike<number>): Broken {
  const cells = some(
    promised.flatMap((value, cell) =>
      value > 0 ? wrong(acceptable[cell] ?? 0, cell, values) : [],
    ),
  );
  const presupposes = cells.flatMap(({ cell }) => relied(cell, promised[cell] ?? 0));
  return { cells, presupposes };
}

/** The first order that the image breaks: a later store, and the one that it followed. */
function disorder({ orders }: Promises, values: ArrayLike<number>): Broken {
  const order = orders.find((each) => isBroken(each, values));
  if (!order) throw new Error('no order is broken');
  const { earlierCell, earlier, laterCell, later } = order;
  return {
    cells: [laterCell, earlierCell].map((cell) => ({ cell, reads: values[cell] ?? -1 })),
    presupposes: [
      ...relied(earlierCell, earlier),
      { event: 'stored', cell: laterCell, value: later },
    ],
  };
}

const relied = (cell: number, value: number): readonly Presupposed[] => [
  { event: 'stored', cell, value },
  { event: 'durable', cell, value },
];

function wrong(mask: number, cell: number, values: ArrayLike<number>): BreachedCell[] {
  const reads = values[cell] ?? -1;
  return reads >= 0 && (mask & (1 << reads)) !== 0 ? [] : [{ cell, reads }];
}

function some(cells: readonly BreachedCell[]): readonly BreachedCell[] {
  if (cells.length === 0) throw new Error('no cell is breached');
  return cells;
}
