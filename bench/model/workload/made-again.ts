import type { Cell } from '../fs/user.ts';
import { durably, inRange } from './action.ts';
import { fullTree, sparseTree, twoFiles } from './initial.ts';
import type { Workload } from './workload.ts';

/** A merge frees a tree block and is forced; a split then makes the same block a tree block again. */
export const treeBlockMadeAgain: Workload = {
  initial: () => twoFiles(sparseTree, fullTree),
  program: () => ({
    names: ['program'],
    actors: [
      [
        inRange('punch', 0, 0, 2),
        { kind: 'force' },
        inRange('fallocate', 1, 8, 2),
        { kind: 'force' },
        inRange('fallocate', 0, 0, 2),
        { kind: 'force' },
      ],
    ],
  }),
};

/** Somebody else has allocated the block in memory; the program's own fault changes nothing. */
export const allocatedByAnother: Workload = {
  initial: () => [{ file: 0, offset: 0, value: 1 }],
  program: (_world, approach) => {
    const cell: Cell = { file: approach.file(_world), offset: 1 };
    return {
      names: ['program'],
      actors: [[inRange('allocate', 0, 1, 1), ...durably(cell, 20)]],
    };
  },
};

/** A block that carries the flag is cloned; a program that knows only fsync then writes to the clone. */
export const cloneOfFlaggedBlock: Workload = {
  initial: () => twoFiles(fullTree, fullTree),
  program: (world, approach) => {
    const flagged: Cell = { file: approach.file(world), offset: 0 };
    const clone: Cell = { file: 1, offset: 9 };
    return {
      names: ['programs'],
      actors: [
        [
          ...durably(flagged, 20),
          {
            kind: 'operation',
            operation: { kind: 'reflink', file: 0, at: 0, to: 1, toAt: clone.offset },
          },
          ...durably(clone, 25, { unaware: true }),
        ],
      ],
    };
  },
};

/** More forces than a small log has room for, each of a change to another leaf. */
export const manyForces: Workload = {
  initial: () => twoFiles(fullTree, fullTree),
  program: (world, approach) => {
    const cell: Cell = { file: approach.file(world), offset: 0 };
    return {
      names: ['program', 'kernel'],
      actors: [
        durably(cell, 20),
        [0, 1, 2, 3, 4].flatMap((i) => [
          inRange('punch', 1 - (i % 2), 7 - i, 1),
          { kind: 'force' },
        ]),
      ],
    };
  },
};
