import type { Conditions } from '../../../data/schema/scope.ts';
import type { Approach } from '../approach/approach.ts';
import { approachOf } from '../approach/approaches.ts';
import type { InitialBlock } from '../fs/format.ts';
import type { Machine, World } from '../fs/machine.ts';
import type { Program } from '../workload/action.ts';
import { worldOf } from '../workload/setting.ts';
import { startMachine } from '../workload/start.ts';
import { workloadOf } from '../workload/workloads.ts';
import type { ExploreOptions } from './options.ts';

/** One setting of an experiment, ready to explore. */
export interface Scenario {
  readonly world: World;
  readonly approach: Approach;
  readonly initial: readonly InitialBlock[];
  readonly program: Program;
}

/** Throws an Error that names the axis for a setting that the model cannot run. */
export function scenarioOf(
  workload: string,
  setting: Conditions,
  options: ExploreOptions,
): Scenario {
  const { initial, program, audited = false } = workloadOf(workload);
  const world = { ...worldOf(setting, !options.reductions.order), audited };
  const approach = approachOf(String(setting['approach']));
  return {
    world,
    approach,
    initial: initial(setting),
    program: program(world, approach, setting),
  };
}

export function startOf({ world, approach, initial, program }: Scenario): Machine {
  return startMachine(world, approach, initial, program);
}
