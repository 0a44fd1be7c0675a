import { join } from 'node:path';
import type { Experiment } from '../../data/schema/experiment.ts';
import { ApproachId } from '../../data/schema/ids.ts';
import type { Exploration, Measurement } from '../../data/schema/run.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import { type Explored, exploreCrashes, type Subject } from './explore.ts';
import { keepFailing } from './keep-failing.ts';
import { type LaboratoryOptions, prepare, toolsOf } from './laboratory.ts';
import type { Tearing } from './media.ts';
import { outcomeOf, outcomes } from './outcome.ts';
import { recordRecords } from './record-pmem.ts';
import { recoverIn } from './recover.ts';

export interface Crashed {
  readonly explorations: readonly Exploration[];
  readonly measurements: readonly Measurement[];
  readonly tools: Readonly<Record<string, string>>;
}

/**
 * Crashes a real kernel everywhere: records each setting once, searches what a power failure could have
 * left at every point, and has the kernel recover each image. `tearing` is an axis of the search, so that
 * one recording serves all its values and every approach is torn alike.
 */
export async function runCrash(
  experiment: Experiment,
  kernelName: string,
  settings: readonly Conditions[],
  options: LaboratoryOptions,
): Promise<Crashed> {
  const laboratory = await prepare(kernelName, options);
  const tearings = [...new Set(settings.map(tearingOf))].sort((a, b) => a - b);
  const recorded = [
    ...Map.groupBy(settings, (setting) => JSON.stringify(untorn(setting))).values(),
  ];
  const subjects = await recordRecords(
    laboratory,
    recorded.map(([setting]) => untorn(setting ?? {})),
  );
  const explored = await exploreCrashes(subjects, recoverIn(laboratory, subjects), {
    tearings,
    budget: experiment.budget,
    seed: experiment.seed,
    ...(options.progress ? { progress: options.progress } : {}),
  });
  for (const each of explored) {
    const [subject, setting] = [subjects[each.subject], recorded[each.subject]?.[0]];
    const title = Object.entries(untorn(setting ?? {})).map(([axis, value]) => `${axis} ${value}`);
    const folder = join(options.root, 'build/crash', experiment.id);
    if (subject)
      keepFailing(
        folder,
        kernelName,
        [...title, `tearing ${each.tearing}`].join(', '),
        subject,
        each,
      );
  }
  const found = settings.map((setting) => {
    const subject = recorded.findIndex((group) => group.includes(setting));
    const one = explored.find(
      (each) => each.subject === subject && each.tearing === tearingOf(setting),
    );
    if (!one) throw new Error('a setting that was not explored');
    return reported(experiment, setting, one, subjects[subject]);
  });
  return {
    explorations: found.flatMap(({ explorations }) => explorations),
    measurements: found.flatMap(({ measurements }) => measurements),
    tools: toolsOf(laboratory),
  };
}

function tearingOf(setting: Conditions): Tearing {
  const tearing = Number(setting['tearing'] ?? 64);
  const known = [8, 64, 512, 4096] as const;
  const found = known.find((size) => size === tearing);
  if (!found) throw new Error(`no such value of the axis tearing: ${setting['tearing']}`);
  return found;
}

function untorn(setting: Conditions): Conditions {
  const { tearing: _, ...rest } = setting;
  return rest;
}

/** Counts of a search, each a single number: what was tried, what became of it, what reduction removed. */
function reported(
  experiment: Experiment,
  setting: Conditions,
  { points, images, reachableLog2, ended, complete }: Explored,
  subject: Subject | undefined,
) {
  const conditions: Conditions = {
    ...setting,
    faultSync: setting['operation'] === 'map-sync-clwb',
  };
  const kinds = images.map(({ found }) => outcomeOf(found));
  const count = (metric: string, value: number, unit = 'count'): Measurement => ({
    metric,
    unit,
    conditions,
    samples: [value],
  });
  const mounted = images.filter(({ found }) => found.mount === 0);
  const exploration = (invariant: Exploration['invariant'], holds: boolean): Exploration => ({
    experiment: experiment.id,
    approach: ApproachId.parse(conditions['approach']),
    conditions,
    invariant,
    states: images.length,
    complete,
    holds,
    counterexample: null,
  });
  return {
    explorations: [
      exploration('acknowledged-survives', !kinds.includes('lost')),
      exploration('tree-well-formed', !kinds.includes('broken')),
    ],
    measurements: [
      count('crash-points', points),
      count('crash-points-ended', ended),
      count('crash-images', images.length),
      count('crash-images-reachable', Math.round(reachableLog2 * 10) / 10, 'log2'),
      ...outcomes.map((kind) =>
        count(`crash-${kind}`, kinds.filter((each) => each === kind).length),
      ),
      count('lost-records', Math.max(0, ...mounted.map(({ found }) => found.lost.length))),
      count('checker-complaints', mounted.filter(({ found }) => found.checker !== 0).length),
      count('promises', subject?.promises.length ?? 0),
    ],
  };
}
