import { fsyncSteps } from '../fs/fsync.ts';
import type { Approach } from './approach.ts';

/** The kernel does it all: write-protects and flushes dirty pages, then forces the log. */
export const fsync: Approach = {
  id: 'fsync',
  file: () => 0,
  mapping: () => ({ sync: false, flag: false }),
  sealed: false,
  makeDurable: (world, cells) =>
    [...new Set(cells.map(({ file }) => file))].flatMap((file) => fsyncSteps(world, file)),
};
