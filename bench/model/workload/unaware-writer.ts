import type { Cell } from '../fs/user.ts';
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
        [
          { kind: 'store', cell, value: 20 },
          { kind: 'durable', cells: [cell] },
          { kind: 'store', cell, value: 21, ...unaware },
          { kind: 'durable', cells: [cell], ...unaware },
        ],
        [operate(setting), { kind: 'force' }],
      ],
    };
  },
};
