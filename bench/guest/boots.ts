import type { Experiment } from '../../data/schema/experiment.ts';
import type { Conditions } from '../../data/schema/scope.ts';

export const defaultKernel = '6.1';
export const defaultDevice = 'pmem';

/** The settings that share a boot, one group a boot, in the order in which one machine boots them. */
export function boots(experiment: Experiment, settings: readonly Conditions[]): Conditions[][] {
  const axes = experiment.workload === 'program' ? ['kernel', 'device', 'cpus'] : ['kernel'];
  const key = (setting: Conditions) => JSON.stringify(axes.map((axis) => setting[axis]));
  return [...Map.groupBy(settings, key).values()];
}

export function kernelOf(setting: Conditions): string {
  return String(setting['kernel'] ?? defaultKernel);
}
