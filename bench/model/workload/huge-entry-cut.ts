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
        [
          { kind: 'store', cell, value: 20 },
          { kind: 'durable', cells: [cell] },
        ],
        [
          {
            kind: 'operation',
            operation:
              cut === 'punch'
                ? { kind: 'punch', file: 0, at: 1, length: 1 }
                : { kind: 'truncate', file: 0, size: 1 },
          },
        ],
      ],
    };
  },
};
