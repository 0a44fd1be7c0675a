import { durably, inRange } from './action.ts';
import { oneOf } from './setting.ts';
import type { Workload } from './workload.ts';

/** A store to the first of two blocks that may share one entry; somebody else cuts the second off the file. */
export const hugeEntryCut: Workload = {
  initial: () => [0, 1].map((offset) => ({ file: 0, offset, value: 1 + offset })),
  program: (world, approach, setting) => {
    const cell = { file: approach.file(world), offset: 0 };
    const cut = oneOf(setting, 'operation', ['truncate', 'punch'], 'truncate');
    return {
      names: ['program', 'other program'],
      actors: [
        durably(cell, 20),
        [
          cut === 'punch'
            ? inRange('punch', 0, 1, 1)
            : { kind: 'operation', operation: { kind: 'truncate', file: 0, size: 1 } },
        ],
      ],
    };
  },
};
