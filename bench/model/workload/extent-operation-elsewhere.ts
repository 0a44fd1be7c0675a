import { initialFor, mappedBlock, operate, operationOf, twiceDurable } from './named-operation.ts';
import type { Workload } from './workload.ts';

/** An extent operation elsewhere in the file, and the log worker, beside a program that flushes. */
export const extentOperationElsewhere: Workload = {
  initial: initialFor,
  program: (world, approach, setting) => ({
    names: ['program', 'kernel'],
    actors: [
      twiceDurable({ file: approach.file(world), offset: mappedBlock(operationOf(setting)) }),
      [operate(setting), { kind: 'force' }, { kind: 'checkpoint' }],
    ],
  }),
};
