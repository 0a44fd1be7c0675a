import type { Cell } from '../fs/user.ts';
import type { Action, Program } from './action.ts';
import { fullTree, sparseTree, twoFiles } from './initial.ts';
import type { Workload } from './workload.ts';

/**
 * Punching a file empty enough merges its tree and frees tree blocks; another program's file gets
 * them for data while their old content still lies in the log.
 */
export const treeBlockReused: Workload = {
  initial: () => twoFiles(sparseTree, fullTree),
  program: () =>
    punchedAndReused(0, [
      { kind: 'force' },
      // Takes the lower blocks, so that the stores get the one that was a leaf.
      { kind: 'operation', operation: { kind: 'fallocate', file: 1, at: 0, length: 10 } },
    ]),
};

/** The same without a force between the punch and the next owner's store. */
export const freedBlockReused: Workload = {
  initial: () => twoFiles(sparseTree, fullTree),
  program: () => punchedAndReused(1, []),
};

/** The same with a checkpoint there, which moves the log's tail past the freed blocks' content. */
export const checkpointAfterFree: Workload = {
  initial: () => twoFiles(sparseTree, fullTree),
  program: () => punchedAndReused(1, [{ kind: 'checkpoint' }]),
};

function punchedAndReused(file: number, between: readonly Action[]): Program {
  const cells = [0, 1].map((offset): Cell => ({ file, offset }));
  return {
    names: ['program'],
    actors: [
      [
        { kind: 'operation', operation: { kind: 'punch', file: 1, at: 0, length: 10 } },
        { kind: 'operation', operation: { kind: 'allocate', file: 0, at: 5, length: 1 } },
        { kind: 'operation', operation: { kind: 'allocate', file: 0, at: 9, length: 1 } },
        { kind: 'force' },
        { kind: 'operation', operation: { kind: 'punch', file: 0, at: 0, length: 10 } },
        ...between,
        ...cells.flatMap((cell, i): Action[] => [
          { kind: 'store', cell, value: 20 + i },
          { kind: 'durable', cells: [cell] },
        ]),
      ],
    ],
  };
}
