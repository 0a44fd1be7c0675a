import { parentPort } from 'node:worker_threads';
import type { Experiment } from '../../data/schema/experiment.ts';
import { messageOf } from '../../data/schema/fault.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import type { Reductions } from '../model/explore/options.ts';
import type { SettingOutcome } from '../model/outcome.ts';
import { runSetting } from '../model/run-experiment.ts';

/** A setting to run; `index` comes back with the answer. */
export interface Job {
  readonly index: number;
  readonly experiment: Experiment;
  readonly setting: Conditions;
  readonly reductions: Reductions;
}

export type Answer =
  | { readonly index: number; readonly outcome: SettingOutcome }
  | { readonly index: number; readonly error: string };

parentPort?.on('message', ({ index, experiment, setting, reductions }: Job) => {
  parentPort?.postMessage(answer(index, () => runSetting(experiment, setting, reductions)));
});

function answer(index: number, run: () => SettingOutcome): Answer {
  try {
    return { index, outcome: run() };
  } catch (caught) {
    return { index, error: messageOf(caught) };
  }
}
