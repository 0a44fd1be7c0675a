import { flushSteps } from '../fs/user.ts';
import type { Approach } from './approach.ts';

/** A fixed range of the device (device-dax, dm-linear): no metadata can move, the program flushes. */
export const staticChunk: Approach = {
  id: 'static-chunk',
  file: (world) => world.geometry.files,
  mapping: () => ({ sync: false, flag: false }),
  sealed: false,
  makeDurable: flushSteps,
};
