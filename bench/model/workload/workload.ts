import type { Conditions } from '../../../data/schema/scope.ts';
import type { Approach } from '../approach/approach.ts';
import type { InitialBlock } from '../fs/format.ts';
import type { World } from '../fs/machine.ts';
import type { Program } from './action.ts';

/** A workload of the model: what is on the device, and which actors run. */
export interface Workload {
  /** Whether its crash states are also searched for blocks that are used and owned by nobody. */
  readonly audited?: true;
  initial(setting: Conditions): readonly InitialBlock[];
  program(world: World, approach: Approach, setting: Conditions): Program;
}
