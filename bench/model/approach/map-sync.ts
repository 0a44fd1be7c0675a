import { flushSteps } from '../fs/user.ts';
import type { Approach } from './approach.ts';

/**
 * The fault makes the block's metadata durable, the program its data. With `faultSync` off this is
 * the program that flushes from user space on an ordinary mapping.
 */
export const mapSync: Approach = {
  id: 'map-sync',
  file: () => 0,
  mapping: (world) => ({ sync: world.faultSync, flag: false }),
  sealed: false,
  makeDurable: flushSteps,
};
