import type { Cell } from '../fs/user.ts';
import { durably } from './action.ts';
import { initialFor, mappedBlock, operate, operationOf } from './named-operation.ts';
import type { Workload } from './workload.ts';

/** A flagged block, then an update by a program that knows nothing of the flag and calls fsync. */
export const unawareWriter: Workload = {
  initial: initialFor,
  program: (world, approach, setting) => {
    const cell: Cell = { file: approach.file(world), offset: mappedBlock(operationOf(setting)) };
    const unaware = setting['writer'] !== 'aware' ? ({ unaware: true } as const) : {};
    return {
      names: ['programs', 'kernel'],
      actors: [
        [...durably(cell, 20), ...durably(cell, 21, unaware)],
        [operate(setting), { kind: 'force' }],
      ],
    };
  },
};
