import { join } from 'node:path';
import type { Experiment } from '../../data/schema/experiment.ts';
import type { Exploration, Measurement } from '../../data/schema/run.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import { type Explored, type ExploreOptions, exploreCrashes, type Subject } from './explore.ts';
import { keepFailing } from './keep-failing.ts';
import { type Laboratory, type LaboratoryOptions, prepare, toolsOf } from './laboratory.ts';
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
  const whole = recorded.map(([setting]) => untorn(setting ?? {}));
  const subjects = await recordRecords(laboratory, whole);
  const { budget } = experiment;
  const explored = await searched(experiment, laboratory, subjects, whole, { tearings, budget });
  const found = settings.map((setting) => {
    const subject = recorded.findIndex((group) => group.includes(setting));
    const one = explored.find(
      (each) => each.subject === subject && each.tearing === tearingOf(setting),
    );
    if (!one) throw new Error('a setting that was not explored');
    return reported(experiment, setting, one, subjects[subject]);
  });
  return together(found, toolsOf(laboratory));
}

/**
 * Searches every crash of what was recorded and keeps images of those that fail.
 * @param settings Of each subject.
 */
export async function searched(
  { id, sample, seed }: Experiment,
  laboratory: Laboratory,
  subjects: readonly Subject[],
  settings: readonly Conditions[],
  search: Pick<ExploreOptions, 'tearings' | 'budget'>,
): Promise<Explored[]> {
  const { root, progress } = laboratory.options;
  const recover = recoverIn(laboratory, subjects);
  const explored = await exploreCrashes(subjects, recover, { ...search, sample, seed, progress });
  for (const each of explored) {
    const [subject, setting] = [subjects[each.subject], settings[each.subject]];
    const title = Object.entries({ ...setting, tearing: each.tearing }).map((one) => one.join(' '));
    const folder = join(root, 'build/crash', id);
    if (subject) keepFailing(folder, laboratory.kernel.name, title.join(', '), subject, each);
  }
  return explored;
}

export const together = (
  found: readonly Omit<Crashed, 'tools'>[],
  tools: Crashed['tools'],
): Crashed => ({
  explorations: found.flatMap(({ explorations }) => explorations),
  measurements: found.flatMap(({ measurements }) => measurements),
  tools,
});

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
