import type { Cell } from '../fs/user.ts';
import { durably } from './action.ts';
import { initialFor, mappedBlock, operate, operationOf } from './named-operation.ts';
import type { Workload } from './workload.ts';

/**
 * A device writes to a mapped block, twice, while an operation takes the block away; another program then gets it.
 */
export const deviceUnderRemap: Workload = {
  initial: initialFor,
  program: (world, approach, setting) => {
    const cell: Cell = { file: approach.file(world), offset: mappedBlock(operationOf(setting)) };
    const other: Cell = { file: 1, offset: 8 };
    return {
      names: ['program', 'other program'],
      actors: [
        [
          { kind: 'device', cell, value: 20 },
          { kind: 'device', cell, value: 21 },
          { kind: 'durable', cells: [cell] },
        ],
        [operate(setting), { kind: 'force' }, ...durably(other, 25, { unaware: true })],
      ],
    };
  },
};

/** A device writes to a mapped block while somebody else calls fsync on the file; then the program does. */
export const deviceBesideFsync: Workload = {
  initial: () => [0, 1].map((offset) => ({ file: 0, offset })),
  program: (world, approach) => {
    const cell: Cell = { file: approach.file(world), offset: 0 };
    const beside: Cell = { file: approach.file(world), offset: 1 };
    return {
      names: ['program', 'other program'],
      actors: [
        [
          { kind: 'device', cell, value: 20 },
          { kind: 'durable', cells: [cell] },
        ],
        [{ kind: 'durable', cells: [beside], unaware: true }],
      ],
    };
  },
};
