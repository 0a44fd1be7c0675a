import { join } from 'node:path';
import type { Experiment } from '../../data/schema/experiment.ts';
import type { Exploration, Measurement } from '../../data/schema/run.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import { exploreCrashes } from './explore.ts';
import { keepFailing } from './keep-failing.ts';
import { type LaboratoryOptions, prepare, toolsOf } from './laboratory.ts';
import type { Tearing } from './media.ts';
import { recordRecords } from './record-pmem.ts';
import { recoverIn } from './recover.ts';
import { reported } from './reported.ts';

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
  const laboratory = await prepare(kernelName, fileSystemsOf(settings), options);
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
    ...(experiment.sample === undefined ? {} : { sample: experiment.sample }),
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

export const fileSystemsOf = (settings: readonly Conditions[]): string[] =>
  settings.map(({ fs }) => String(fs));

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
