import { flushSteps } from '../fs/user.ts';
import type { Approach } from './approach.ts';

/**
 * The fault sets a persistent flag in the block's extent and waits for the log; from then on the
 * block needs no fsync, whoever writes to it.
 */
export const blockFlag: Approach = {
  id: 'block-flag',
  file: () => 0,
  mapping: () => ({ sync: true, flag: true }),
  sealed: false,
  makeDurable: flushSteps,
};
