import { join } from 'node:path';
import { Device } from '../../../data/schema/device.ts';
import type { Experiment } from '../../../data/schema/experiment.ts';
import { runId } from '../../../data/schema/hash.ts';
import { Run } from '../../../data/schema/run.ts';
import type { Conditions } from '../../../data/schema/scope.ts';
import type { Trace } from '../../../data/schema/trace.ts';
import { nameTraces } from '../../explore/name-traces.ts';
import type { SettingOutcome } from '../../model/outcome.ts';
import { runSetting } from '../../model/run-experiment.ts';
import { settings } from '../../model/settings.ts';
import { isWorkload, runWorkload } from '../../workload/run-workload.ts';
import { readFolder } from '../catalogue.ts';
import { beginning } from './manifest.ts';
import { Partial } from './partial.ts';

export interface Finished {
  readonly run: Run;
  readonly traces: readonly Trace[];
}

export interface RunOptions {
  readonly root: string;
  readonly quick: boolean;
  /** The command line that repeats the run, for its manifest. */
  readonly command: string;
  readonly signal: AbortSignal;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Progress, one line at a time. */
  readonly progress: (line: string) => void;
  /** Host only: a device whose published latencies are waited for on DRAM. */
  readonly emulate?: string;
}

/** Runs every setting of an experiment in the model, resuming where an earlier call was cut off. */
export async function runModel(experiment: Experiment, options: RunOptions): Promise<Finished> {
  const started = new Date();
  const begun = beginning(options.root, options.command, experiment.seed);
  const kept = new Partial<SettingOutcome>(options.root, {
    experiment,
    model: begun.tools['model'],
  });
  const all = settings(experiment, { quick: options.quick });
  const outcomes: SettingOutcome[] = [];
  for (const setting of all) {
    options.signal.throwIfAborted();
    const outcome = kept.get(setting) ?? outcomeOf(experiment, setting, options.root);
    kept.set(setting, outcome);
    outcomes.push(outcome);
    if (outcomes.length === all.length || outcomes.length % 25 === 0) {
      options.progress(`${outcomes.length} of ${all.length} settings`);
    }
    await new Promise(setImmediate); // lets a signal in between settings
  }
  const finished = assembled(experiment, outcomes, {
    ...begun,
    startedAt: started.toISOString(),
    durationMs: Date.now() - started.getTime(),
  });
  kept.clear();
  return finished;
}

function outcomeOf(experiment: Experiment, setting: Conditions, root: string): SettingOutcome {
  return isWorkload(experiment)
    ? runWorkload(experiment, setting, readFolder(join(root, 'data/devices'), Device))
    : runSetting(experiment, setting);
}

function assembled(
  experiment: Experiment,
  outcomes: readonly SettingOutcome[],
  manifest: Run['manifest'],
): Finished {
  const named = outcomes.map(nameTraces);
  const content = {
    schemaVersion: 1 as const,
    experiment: experiment.id,
    substrate: 'model' as const,
    manifest,
    measurements: outcomes.flatMap(({ measurements }) => measurements),
    explorations: named.flatMap(({ explorations }) => explorations),
  };
  return {
    run: Run.parse({ ...content, id: runId(content) }),
    traces: named.flatMap(({ traces }) => traces),
  };
}
