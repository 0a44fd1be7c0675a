import type { Action } from './action.ts';
import { fullTree, twoFiles } from './initial.ts';
import type { Workload } from './workload.ts';

const punch = (file: number, at: number): Action => ({
  kind: 'operation',
  operation: { kind: 'punch', file, at, length: 1 },
});

/**
 * Small transactions until the log is nearly written through, then one that takes several log buffers and goes on at
 * the log's start.
 */
export const logGoesRound: Workload = {
  initial: () => twoFiles(fullTree, fullTree),
  program: (world, approach) => {
    const cell = { file: approach.file(world), offset: 0 };
    const small = [7, 6, 5].flatMap((at) => [0, 1].map((file) => punch(file, at)));
    const large = [0, 2, 4].flatMap((at) => [0, 1].map((file) => punch(file, at)));
    return {
      names: ['program', 'kernel'],
      actors: [
        [
          { kind: 'store', cell, value: 20 },
          { kind: 'durable', cells: [cell] },
        ],
        [
          ...small.flatMap((each): Action[] => [each, { kind: 'force' }]),
          { kind: 'checkpoint' },
          ...large,
          { kind: 'force' },
        ],
      ],
    };
  },
};
