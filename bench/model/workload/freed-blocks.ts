import { type Action, durably, inRange, type Program } from './action.ts';
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
      inRange('fallocate', 1, 0, 10),
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
  return {
    names: ['program'],
    actors: [
      [
        inRange('punch', 1, 0, 10),
        inRange('allocate', 0, 5, 1),
        inRange('allocate', 0, 9, 1),
        { kind: 'force' },
        inRange('punch', 0, 0, 10),
        ...between,
        ...[0, 1].flatMap((offset) => durably({ file, offset }, 20 + offset)),
      ],
    ],
  };
}
