import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Device } from '../../../data/schema/device.ts';
import type { Experiment } from '../../../data/schema/experiment.ts';
import { runId } from '../../../data/schema/hash.ts';
import { experimentVersion, modelVersion } from '../../../data/schema/provenance/versions.ts';
import { Run } from '../../../data/schema/run.ts';
import type { Conditions } from '../../../data/schema/scope.ts';
import type { Trace } from '../../../data/schema/trace.ts';
import { exploreSettings } from '../../explore/explore-settings.ts';
import { nameTraces } from '../../explore/name-traces.ts';
import type { SettingOutcome } from '../../model/outcome.ts';
import { settings } from '../../model/settings.ts';
import { type Beginning, beginning } from '../../substrate/manifest.ts';
import type { RunOptions } from '../../substrate/run-options.ts';
import { isWorkload, runWorkload } from '../../workload/run-workload.ts';
import { readFolder } from '../catalogue.ts';
import { Partial } from './partial.ts';

export interface Finished {
  readonly run: Run;
  readonly traces: readonly Trace[];
}

/** Runs every setting of an experiment in the model, resuming where an earlier call was cut off. */
export async function runModel(experiment: Experiment, options: RunOptions): Promise<Finished> {
  const started = new Date();
  const begun = modelBeginning(experiment, options);
  const kept = new Partial<SettingOutcome>(options.root, begun.tools);
  const all = options.settings ?? settings(experiment, { quick: options.quick });
  // Read once: another process that runs the same may clear the folder when it is done.
  const known = new Map(all.map((setting) => [setting, kept.get(setting)]));
  const remaining = all.filter((setting) => known.get(setting) === undefined);
  let told = Number.NEGATIVE_INFINITY;
  let done = all.length - remaining.length;
  await runEach(experiment, remaining, options, (setting, outcome) => {
    known.set(setting, outcome);
    kept.set(setting, outcome);
    done += 1;
    if (performance.now() - told < 1000 && done < all.length) return;
    told = performance.now();
    options.progress(`${done} of ${all.length} settings`);
  });
  const outcomes = all.map((setting) => found(known.get(setting)));
  const finished = assembled(experiment, outcomes, {
    ...begun,
    startedAt: started.toISOString(),
    durationMs: Date.now() - started.getTime(),
  });
  kept.clear();
  return finished;
}

/** The tools of a model run are everything that decides its outcome. */
export function modelBeginning(
  experiment: Experiment,
  { root, command }: Pick<RunOptions, 'root' | 'command'>,
): Beginning {
  const begun = beginning(root, command, experiment.seed);
  const versions = { model: modelAtStart(root), experiment: experimentVersion(experiment) };
  return { ...begun, tools: { ...begun.tools, ...versions } };
}

const known = new Map<string, string>();
/** What is loaded stays as it is, so that a process has one version however its files change. */
function modelAtStart(root: string): string {
  const version = known.get(root) ?? modelVersion(root);
  known.set(root, version);
  return version;
}

/** Starting threads costs as much as many quick settings: they take over after this. */
const aloneMs = 1000;

/** Runs settings, here at first and then on threads, and hands on each outcome as it is there. */
async function runEach(
  experiment: Experiment,
  all: readonly Conditions[],
  { root, signal }: RunOptions,
  keep: (setting: Conditions, outcome: SettingOutcome) => void,
): Promise<void> {
  const keepAs = (of: readonly Conditions[]) => (index: number, outcome: SettingOutcome) => {
    const setting = of[index];
    if (setting) keep(setting, outcome);
  };
  if (isWorkload(experiment)) {
    const devices = readFolder(join(root, 'data/devices'), Device);
    for (const setting of all) {
      signal.throwIfAborted();
      keep(setting, runWorkload(experiment, setting, devices));
    }
    return;
  }
  const begins = performance.now();
  let from = 0;
  for (; from < all.length && performance.now() - begins < aloneMs; from++) {
    const one = all.slice(from, from + 1);
    await exploreSettings(experiment, one, { signal, outcome: keepAs(one) });
  }
  const rest = all.slice(from);
  const workers = Math.min(4, availableParallelism());
  await exploreSettings(experiment, rest, { workers, signal, outcome: keepAs(rest) });
}

function found(outcome: SettingOutcome | undefined): SettingOutcome {
  if (!outcome) throw new Error('a setting has no outcome');
  return outcome;
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
