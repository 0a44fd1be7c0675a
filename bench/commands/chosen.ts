import { join, resolve } from 'node:path';
import type { Io, OptionValues } from '../../data/schema/command.ts';
import type { Experiment } from '../../data/schema/experiment.ts';
import { Fault } from '../../data/schema/fault.ts';
import { Scope } from '../../data/schema/scope.ts';
import { yamlFilesBelow } from '../evidence/catalogue.ts';
import { locateExperiment } from '../explore/load-experiment.ts';
import { refusalIn } from '../explore/refusal-in.ts';
import { problemOn } from '../explore/runnable.ts';

/** @throws Fault `usage` naming the substrates there are. */
export function scopeOf(value: unknown): Scope {
  const scope = Scope.safeParse(value);
  if (scope.success) return scope.data;
  throw new Fault(
    'usage',
    `no substrate ${JSON.stringify(value)}`,
    `use one of ${Scope.options.join(', ')}`,
  );
}

/** The command that repeats a run. */
export const reproduces = (experiment: Experiment, substrate: Scope, quick: boolean): string =>
  `./warrant bench run ${experiment.id} --substrate ${substrate}${quick ? ' --quick' : ''}`;

/** How a command runs an experiment: as the user asked, telling of its progress. */
export const runOptions = (experiment: Experiment, substrate: Scope, quick: boolean, io: Io) => ({
  root: io.root,
  env: io.env,
  quick,
  command: reproduces(experiment, substrate, quick),
  signal: io.signal,
  progress: (line: string) => io.err(`${experiment.id}: ${line}\n`),
});

/** Where results go: `--out`, or a folder of `build/`. */
export const outFolder = ({ out }: OptionValues, io: Io, usual: string): string =>
  out ? resolve(io.cwd, String(out)) : join(io.root, 'build', usual);

/**
 * An option that is a whole number.
 * @param name The command and the option, such as `explore: --workers`.
 * @throws Fault `usage` for anything else.
 */
export function wholeNumber(
  name: string,
  given: OptionValues[string],
  [least, most]: readonly [number, number],
  usual: number,
): number {
  const value = Number(given ?? usual);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Fault('usage', `${name} ${String(given)}`, `give a number from ${least} to ${most}`);
}

/**
 * The experiments named, or all that have the substrate.
 * @throws Fault `usage` for one that does not run there, `inputRefused` for one that cannot run at all.
 */
export function chosen(names: readonly string[], substrate: Scope, io: Io): readonly Experiment[] {
  const files = names.length > 0 ? names : yamlFilesBelow(join(io.root, 'data/experiments'));
  const all = files.map((name) => locateExperiment(name, io.root, io.cwd));
  const able = all.filter(({ experiment }) => experiment.substrates.includes(substrate));
  const unable = all.find((one) => !able.includes(one))?.experiment;
  if (names.length > 0 && unable) {
    throw new Fault(
      'usage',
      `${unable.id} does not run on ${substrate}`,
      `use --substrate ${unable.substrates.join('|')}`,
    );
  }
  for (const { experiment, file } of able) {
    const problem = problemOn(experiment, substrate, io.root);
    if (problem) throw refusalIn(file, problem);
  }
  return able.map(({ experiment }) => experiment);
}
