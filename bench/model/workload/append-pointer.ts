import type { Cell } from '../fs/user.ts';
import { durably } from './action.ts';
import { asked } from './initial.ts';
import type { Workload } from './workload.ts';

/** Block 0 is made to point to block 1, whose allocation nobody forced to the log. */
export const appendPointer: Workload = {
  initial: (setting) => [{ file: 0, offset: 0, value: 1 }, ...asked(setting, [1])],
  program: (world, approach) => {
    const file = approach.file(world);
    const pointer: Cell = { file, offset: 0 };
    const target: Cell = { file, offset: 1 };
    return {
      names: ['program', 'kernel'],
      actors: [
        [
          ...durably(target, 20),
          { kind: 'store', cell: pointer, value: 21, after: { cell: target, value: 20 } },
          { kind: 'durable', cells: [pointer] },
        ],
        [{ kind: 'force' }],
      ],
    };
  },
};
