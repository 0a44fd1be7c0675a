import type { Geometry } from './geometry.ts';

/** No crash state may show `later` in its block while `earlier` is not yet in its own. */
export interface Order {
  readonly earlierCell: number;
  readonly earlier: number;
  readonly laterCell: number;
  readonly later: number;
}

/**
 * What the oracle holds recovery to. A cell is a block of a file (`pageIndex`), values are small
 * numbers that rise with every store, masks have bit `v` for value `v`; value 0 is zeros or a hole.
 */
export interface Promises {
  /** By cell: values that a reader may find. */
  readonly acceptable: readonly number[];
  /** By cell: every value that was ever stored there. */
  readonly written: readonly number[];
  /** By cell: the newest value that a program stored during the run; 0 where none did. */
  readonly latest: readonly number[];
  /** By cell: whether an operation that removes the block is under way (1) or ended since (2). */
  readonly removal: readonly number[];
  /** By cell: what a reader may find in place of its own values because of such an operation. */
  readonly instead: readonly number[];
  /** By cell: the newest value that a program stored and then took for durable; 0 where none. */
  readonly promised: readonly number[];
  readonly orders: readonly Order[];
  /** Hashes of the block maps after each transaction, oldest first. */
  readonly history: readonly number[];
  /** The oldest of them that recovery may still come back with. */
  readonly durable: number;
}

export function noPromises(g: Geometry): Promises {
  const cells = (g.files + 1) * g.fileBlocks;
  return {
    acceptable: new Array<number>(cells).fill(1),
    written: new Array<number>(cells).fill(1),
    latest: new Array<number>(cells).fill(0),
    removal: new Array<number>(cells).fill(0),
    instead: new Array<number>(cells).fill(0),
    promised: new Array<number>(cells).fill(0),
    orders: [],
    history: [],
    durable: 0,
  };
}

/** Whether these values, by cell, show the later store without the earlier. */
export const isBroken = (order: Order, values: ArrayLike<number>): boolean =>
  values[order.laterCell] === order.later && (values[order.earlierCell] ?? 0) < order.earlier;

const bit = (value: number): number => 1 << value;

/** A program stored a value: from now on a reader may find it. */
export function stored(promises: Promises, cell: number, value: number): Promises {
  const removal = promises.removal[cell] === 2 ? 0 : (promises.removal[cell] ?? 0);
  return {
    ...promises,
    acceptable: promises.acceptable.with(cell, (promises.acceptable[cell] ?? 0) | bit(value)),
    written: promises.written.with(cell, (promises.written[cell] ?? 0) | bit(value)),
    latest: promises.latest.with(cell, value),
    removal: promises.removal.with(cell, removal),
    instead: removal === 0 ? promises.instead.with(cell, 0) : promises.instead,
  };
}

/** A device stored a value where the block of a cell was when it began, whatever has become of that since. */
export function storedByDevice(promises: Promises, cell: number, value: number): Promises {
  const { removal, instead } = promises;
  return { ...stored(promises, cell, value), removal, instead };
}

/** The program took these cells for durable: nothing older than what it stored there may come back. */
export function acknowledged(promises: Promises, cells: readonly number[]): Promises {
  let { acceptable, promised } = promises;
  for (const cell of cells) {
    const value = promises.latest[cell] ?? 0;
    if (value === 0) continue; // it stored nothing that could be lost
    const instead = promises.removal[cell] === 0 ? 0 : (promises.instead[cell] ?? 0);
    promised = promised.with(cell, value);
    acceptable = acceptable.with(cell, bit(value) | instead);
  }
  return { ...promises, acceptable, promised };
}

/**
 * The program stored `later` and counts on `earlier` to be there wherever a reader finds it. It may
 * do so only where it took `earlier` for durable before: an order that nobody had waited for is none.
 */
export function ordered(promises: Promises, order: Order): Promises {
  if ((promises.promised[order.earlierCell] ?? 0) < order.earlier) return promises;
  return { ...promises, orders: [...promises.orders, order] };
}

/** An operation that removes these cells begins (`phase` 1) or has ended (2). */
export function removing(promises: Promises, cells: readonly number[], phase: 1 | 2): Promises {
  let { acceptable, removal, instead } = promises;
  for (const cell of cells) {
    acceptable = acceptable.with(cell, (acceptable[cell] ?? 0) | bit(0));
    instead = instead.with(cell, (instead[cell] ?? 0) | bit(0));
    if (phase === 1 || removal[cell] === 1) removal = removal.with(cell, phase);
  }
  return { ...promises, acceptable, removal, instead };
}

/** `to` may now also read what `from` may (reflink, shifted ranges). */
export function alsoFrom(promises: Promises, to: number, from: number): Promises {
  const either = (of: readonly number[]) => of.with(to, (of[to] ?? 0) | (of[from] ?? 0));
  return {
    ...promises,
    acceptable: either(promises.acceptable),
    written: either(promises.written),
    instead: promises.instead.with(
      to,
      (promises.instead[to] ?? 0) | (promises.acceptable[from] ?? 0),
    ),
  };
}

/** Each block may now read what the block that moved into its place may. */
export function shifted(
  before: Promises,
  cells: readonly number[],
  by: number,
  file: { readonly first: number; readonly end: number },
): Promises {
  const acceptable = [...before.acceptable];
  const written = [...before.written];
  const instead = [...before.instead];
  for (const cell of cells) {
    const from = cell - by;
    if (from < file.first || from >= file.end) continue;
    const values = before.acceptable[from] ?? 0;
    acceptable[cell] = (acceptable[cell] ?? 0) | values;
    instead[cell] = (instead[cell] ?? 0) | values;
    written[cell] = (written[cell] ?? 0) | (before.written[from] ?? 0);
  }
  return { ...before, acceptable, written, instead };
}
