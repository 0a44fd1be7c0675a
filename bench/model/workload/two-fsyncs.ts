import type { Action } from './action.ts';
import { oneOf } from './setting.ts';
import type { Workload } from './workload.ts';

/** Two programs store to a block of one file each and call fsync, both at once. */
export const twoFsyncs: Workload = {
  initial: (setting) => {
    const state = oneOf(setting, 'block', ['hole', 'unwritten', 'written'], 'written');
    if (state === 'hole') return [];
    return [0, 1].map((offset) => ({ file: 0, offset, unwritten: state === 'unwritten' }));
  },
  program: (world, approach) => {
    const durable = (offset: number): Action[] => {
      const cell = { file: approach.file(world), offset };
      return [
        { kind: 'store', cell, value: 20 + offset },
        { kind: 'durable', cells: [cell] },
      ];
    };
    return { names: ['program', 'other program'], actors: [durable(0), durable(1)] };
  },
};
