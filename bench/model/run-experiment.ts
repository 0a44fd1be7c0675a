import type { Experiment } from '../../data/schema/experiment.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import type { SettingOutcome } from './outcome.ts';
import { explorePointer } from './thin.ts';

/** Runs one setting of a model experiment. Pure: the same arguments give the same outcome. */
export function runSetting(experiment: Experiment, setting: Conditions): SettingOutcome {
  return explorePointer(experiment.id, setting, experiment.seed);
}
