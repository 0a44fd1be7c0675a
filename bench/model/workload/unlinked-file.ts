import { inRange } from './action.ts';
import { fullTree, twoFiles } from './initial.ts';
import type { Workload } from './workload.ts';

/** A file loses its name and then its last user, while somebody else makes the log durable; another file grows. */
export const unlinkedFile: Workload = {
  audited: true,
  initial: () => twoFiles(fullTree, fullTree),
  program: () => ({
    names: ['program', 'kernel'],
    actors: [
      [
        { kind: 'operation', operation: { kind: 'unlink', file: 0, name: 0 } },
        { kind: 'operation', operation: { kind: 'evict', file: 0 } },
        inRange('fallocate', 1, 8, 1),
      ],
      [{ kind: 'force' }, { kind: 'force' }, { kind: 'checkpoint' }],
    ],
  }),
};
