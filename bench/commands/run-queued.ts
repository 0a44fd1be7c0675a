import type { OptionValues } from '../../data/schema/command.ts';
import type { Experiment } from '../../data/schema/experiment.ts';
import { Fault } from '../../data/schema/fault.ts';
import type { Scope } from '../../data/schema/scope.ts';
import { contentOf } from '../evidence/runs/content-of.ts';
import type { Finished } from '../evidence/runs/run-model.ts';
import { runOn } from '../evidence/runs/run-on.ts';
import { settings } from '../model/settings.ts';
import type { RunOptions } from '../substrate/run-options.ts';
import { packagesHere } from '../sweep/packages.ts';
import { planOf } from '../sweep/plan.ts';

/** Runs an experiment: here, or wherever. */
export type Runner = typeof runOn;

/** How a command runs experiments: here, or with `--queue` on its workers, where none of the host can be. */
export function runnerOf(values: OptionValues): Runner {
  const queue = values['queue'];
  if (queue === undefined) return runOn;
  return (experiment, substrate, options) =>
    runQueued(experiment, substrate, String(queue), values['check'] === true, options);
}

/**
 * Runs an experiment on the workers of a queue. With `check`, runs it here too and compares: the
 * proof that nothing was lost, doubled or changed on the way.
 * @throws Fault `checkFailed` where the two differ.
 */
export async function runQueued(
  experiment: Experiment,
  substrate: Scope,
  url: string,
  check: boolean,
  options: RunOptions,
): Promise<Finished> {
  const { quick, command, root, progress } = options;
  const packages = await packagesAsked(experiment, substrate, options);
  const plan = planOf(root, { experiment, substrate, quick, command, packages });
  const { sweep } = await import('../sweep/queue/sweep.ts'); // loads pg-boss
  const gathered = await sweep(plan, url, options);
  if (!check) return gathered;
  progress('the same on this machine alone');
  const alone = await runOn(experiment, substrate, options);
  if (contentOf(gathered.run) !== contentOf(alone.run)) {
    throw new Fault(
      'checkFailed',
      `${experiment.id}: the gathered run differs from the one made here`,
      'compare them with ./warrant bench compare',
    );
  }
  progress(`equal: ${gathered.run.measurements.length + gathered.run.explorations.length} results`);
  return gathered;
}

async function packagesAsked(experiment: Experiment, substrate: Scope, options: RunOptions) {
  if (substrate === 'host') return {};
  const all = settings(experiment, { quick: options.quick });
  return (
    (await versionsHere(
      () => packagesHere(experiment, substrate, all, options),
      options.progress,
    )) ?? packagesHere(experiment, 'model', all, options)
  );
}

/**
 * The versions that workers must have: this machine's. One that plans need not be able to boot a guest (null);
 * then parts that were made with different versions are refused when they are put together.
 */
export async function versionsHere<T>(
  ask: () => Promise<T>,
  progress: (line: string) => void,
): Promise<T | null> {
  try {
    return await ask();
  } catch (fault) {
    if (!(fault instanceof Fault && fault.exit === 'lacking')) throw fault;
    progress(`${fault.message}: the versions of workers are compared when their parts are here`);
    return null;
  }
}
