import type { Cell } from '../fs/user.ts';
import { durably } from './action.ts';
import { initialFor, mappedBlock, operate, operationOf, twiceDurable } from './named-operation.ts';
import type { Workload } from './workload.ts';

/** An operation on the mapped block itself; a second program then gets the freed block. */
export const remapUnderMapping: Workload = {
  initial: initialFor,
  program: (world, approach, setting) => {
    const other: Cell = { file: 1, offset: 8 };
    return {
      names: ['program', 'other program'],
      actors: [
        twiceDurable({ file: approach.file(world), offset: mappedBlock(operationOf(setting)) }),
        [operate(setting), { kind: 'force' }, ...durably(other, 25, { unaware: true })],
      ],
    };
  },
};
