import type { Experiment } from '../../data/schema/experiment.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import type { Machines } from '../machine/machines.ts';

export const defaultKernel = '6.1';
export const defaultDevice = 'pmem';

/**
 * The settings that share a boot, one group a boot, in the order in which one machine boots them. A
 * device that nothing empties between settings has a boot for each: what one wrote is not there for the
 * next, and booting is cheaper than writing all of it over. A search boots for each recording anyhow, and recovers the
 * images of all together.
 */
export function boots(
  experiment: Experiment,
  settings: readonly Conditions[],
  { devices }: Machines,
): Conditions[][] {
  const own = experiment.workload === 'program';
  const key = (setting: Conditions, index: number) => {
    const wiped =
      experiment.crash !== undefined ||
      devices.get(String(setting['device'] ?? defaultDevice))?.wipe.length !== 0;
    const axes = own ? ['kernel', 'device', 'memory', 'cpus'] : ['kernel'];
    return JSON.stringify([...axes.map((axis) => setting[axis]), own && !wiped ? index : 0]);
  };
  return [...Map.groupBy(settings, key).values()];
}

export function kernelOf(setting: Conditions): string {
  return String(setting['kernel'] ?? defaultKernel);
}
