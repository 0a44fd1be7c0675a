import type { Cell } from '../fs/user.ts';
import { oneOf } from './setting.ts';
import type { Workload } from './workload.ts';

/** Block 0 is made to point to block 1, whose allocation nobody forced to the log. */
export const appendPointer: Workload = {
  initial: (setting) => {
    const state = oneOf(setting, 'block', ['hole', 'unwritten', 'written'], 'hole');
    const first = { file: 0, offset: 0, value: 1 };
    if (state === 'hole') return [first];
    return [first, { file: 0, offset: 1, unwritten: state === 'unwritten' }];
  },
  program: (world, approach) => {
    const file = approach.file(world);
    const pointer: Cell = { file, offset: 0 };
    const target: Cell = { file, offset: 1 };
    return {
      names: ['program', 'kernel'],
      actors: [
        [
          { kind: 'store', cell: target, value: 20 },
          { kind: 'durable', cells: [target] },
          { kind: 'store', cell: pointer, value: 21, after: { cell: target, value: 20 } },
          { kind: 'durable', cells: [pointer] },
        ],
        [{ kind: 'force' }],
      ],
    };
  },
};
