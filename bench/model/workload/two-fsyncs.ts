import { durably } from './action.ts';
import { asked } from './initial.ts';
import type { Workload } from './workload.ts';

/** Two programs store to a block of one file each and call fsync, both at once. */
export const twoFsyncs: Workload = {
  initial: (setting) => asked(setting, [0, 1], 'written'),
  program: (world, approach) => ({
    names: ['program', 'other program'],
    actors: [0, 1].map((offset) => durably({ file: approach.file(world), offset }, 20 + offset)),
  }),
};
