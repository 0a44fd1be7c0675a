import { type Action, durably, inRange } from './action.ts';
import { fullTree, twoFiles } from './initial.ts';
import type { Workload } from './workload.ts';

/**
 * Small transactions until the log is nearly written through, then one that takes several log buffers and goes on at
 * the log's start.
 */
export const logGoesRound: Workload = {
  initial: () => twoFiles(fullTree, fullTree),
  program: (world, approach) => {
    const cell = { file: approach.file(world), offset: 0 };
    const small = [7, 6, 5].flatMap((at) => [0, 1].map((file) => inRange('punch', file, at, 1)));
    const large = [0, 2, 4].flatMap((at) => [0, 1].map((file) => inRange('punch', file, at, 1)));
    return {
      names: ['program', 'kernel'],
      actors: [
        durably(cell, 20),
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
