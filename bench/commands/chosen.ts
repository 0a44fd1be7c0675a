import type { Io } from '../../data/schema/command.ts';
import type { Experiment } from '../../data/schema/experiment.ts';
import { Fault } from '../../data/schema/fault.ts';
import { Scope } from '../../data/schema/scope.ts';
import { experimentFiles, locateExperiment } from '../explore/load-experiment.ts';
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

/**
 * The experiments named, or all that have the substrate.
 * @throws Fault `usage` for one that does not run there, `inputRefused` for one that cannot run at all.
 */
export function chosen(names: readonly string[], substrate: Scope, io: Io): readonly Experiment[] {
  const files = names.length > 0 ? names : experimentFiles(io.root);
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
