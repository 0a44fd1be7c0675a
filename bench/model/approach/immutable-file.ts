import { flushSteps } from '../fs/user.ts';
import type { Approach } from './approach.ts';

/** A file allocated, zeroed and synced before its block map is sealed; operations on it get EPERM. */
export const immutableFile: Approach = {
  id: 'immutable-file',
  file: () => 0,
  mapping: () => ({ sync: false, flag: false }),
  sealed: true,
  makeDurable: flushSteps,
};
