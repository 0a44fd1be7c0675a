import type { Cell } from '../fs/user.ts';
import type { Action } from './action.ts';
import { fullTree, sparseTree, twoFiles } from './initial.ts';
import type { Workload } from './workload.ts';

const operation = (
  kind: 'allocate' | 'fallocate' | 'punch',
  file: number,
  at: number,
  length: number,
): Action => ({ kind: 'operation', operation: { kind, file, at, length } });

/** A merge frees a tree block and is forced; a split then makes the same block a tree block again. */
export const treeBlockMadeAgain: Workload = {
  initial: () => twoFiles(sparseTree, fullTree),
  program: () => ({
    names: ['program'],
    actors: [
      [
        operation('punch', 0, 0, 2),
        { kind: 'force' },
        operation('fallocate', 1, 8, 2),
        { kind: 'force' },
        operation('fallocate', 0, 0, 2),
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
      actors: [
        [
          operation('allocate', 0, 1, 1),
          { kind: 'store', cell, value: 20 },
          { kind: 'durable', cells: [cell] },
        ],
      ],
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
          { kind: 'store', cell: flagged, value: 20 },
          { kind: 'durable', cells: [flagged] },
          {
            kind: 'operation',
            operation: { kind: 'reflink', file: 0, at: 0, to: 1, toAt: clone.offset },
          },
          { kind: 'store', cell: clone, value: 25, unaware: true },
          { kind: 'durable', cells: [clone], unaware: true },
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
    const round = (i: number): Action[] => [
      operation('punch', 1 - (i % 2), 7 - i, 1),
      { kind: 'force' },
    ];
    return {
      names: ['program', 'kernel'],
      actors: [
        [
          { kind: 'store', cell, value: 20 },
          { kind: 'durable', cells: [cell] },
        ],
        Array.from({ length: 5 }, (_, i) => round(i)).flat(),
      ],
    };
  },
};
