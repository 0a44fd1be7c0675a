import type { Approach } from '../approach/approach.ts';
import { fsync } from '../approach/approaches.ts';
import { deviceSteps } from '../fs/device-write.ts';
import { forceSteps } from '../fs/force.ts';
import { checkpointSteps } from '../fs/force-wal.ts';
import { acquire, logLock, release } from '../fs/lock.ts';
import { pageIndex, prepend, type Step, type World } from '../fs/machine.ts';
import type { Operation } from '../fs/operation.ts';
import { operationSteps } from '../fs/operations.ts';
import { acknowledgeStep, type Cell, clwbStep, storeStep } from '../fs/user.ts';

/** What an actor does, as data, so that a counterexample can be shrunk by leaving actions out. */
export type Action =
  | {
      readonly kind: 'store';
      readonly cell: Cell;
      readonly value: number;
      /** The store that must be there wherever this one is. */
      readonly after?: { readonly cell: Cell; readonly value: number };
      /** By a program that knows only fsync. */
      readonly unaware?: true;
    }
  /** A device writes the value, as in a direct read whose buffer is the mapping. */
  | { readonly kind: 'device'; readonly cell: Cell; readonly value: number }
  | { readonly kind: 'durable'; readonly cells: readonly Cell[]; readonly unaware?: true }
  | { readonly kind: 'operation'; readonly operation: Operation }
  | { readonly kind: 'force' | 'checkpoint' };

/** What runs at once, on what is there at the beginning. */
export interface Program {
  /** One list for each actor. */
  readonly actors: readonly (readonly Action[])[];
  /** Name of each actor, for traces. */
  readonly names: readonly string[];
}

/** A program's store, and what makes it durable. */
export function durably(cell: Cell, value: number, by: { readonly unaware?: true } = {}): Action[] {
  return [
    { kind: 'store', cell, value, ...by },
    { kind: 'durable', cells: [cell], ...by },
  ];
}

/** An operation on a range of a file's blocks. */
export const inRange = (
  kind: 'allocate' | 'fallocate' | 'punch',
  file: number,
  at: number,
  length: number,
): Action => ({ kind: 'operation', operation: { kind, file, at, length } });

export function actionSteps(world: World, approach: Approach, action: Action): readonly Step[] {
  switch (action.kind) {
    case 'store': {
      const { cell, value, after } = action;
      const mapping = (action.unaware ? fsync : approach).mapping(world);
      const order = after && {
        earlierCell: pageIndex(world.geometry, after.cell.file, after.cell.offset),
        earlier: after.value,
      };
      const early = world.bug === 'user-flush-before-store' ? [clwbStep(world, cell)] : [];
      return [...early, storeStep(world, cell, value, mapping, order)];
    }
    case 'device':
      return deviceSteps(world, action.cell, action.value, approach.mapping(world));
    case 'durable': {
      const by = action.unaware ? fsync : approach;
      return [...by.makeDurable(world, action.cells), acknowledgeStep(world, action.cells)];
    }
    case 'operation':
      return operationSteps(world, action.operation);
    case 'force':
      return forceSteps(world);
    case 'checkpoint':
      return checkpoint(world);
  }
}

/** The background checkpoint of a write-ahead log; nothing under the other disciplines. */
function checkpoint(world: World): Step[] {
  if (world.discipline !== 'wal') return [];
  return [
    acquire(logLock(world), 'The checkpoint takes the log.'),
    {
      key: 'checkpoint',
      text: 'The checkpoint takes the lines whose transactions are in the log.',
      run: (machine, actor) =>
        machine.logged.length === 0
          ? machine
          : prepend(machine, actor, checkpointSteps(world, machine.logged, machine.sequence)),
    },
    release(logLock(world), 'The checkpoint is over.'),
  ];
}
