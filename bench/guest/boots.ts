import type { Experiment } from '../../data/schema/experiment.ts';
import type { Conditions } from '../../data/schema/scope.ts';

export const defaultKernel = '6.1';

/** The settings that share a boot, one group a boot, in the order in which one machine boots them. */
export function boots(_experiment: Experiment, settings: readonly Conditions[]): Conditions[][] {
  return [...Map.groupBy(settings, kernelOf).values()];
}

export function kernelOf(setting: Conditions): string {
  return String(setting['kernel'] ?? defaultKernel);
}
