import { join } from 'node:path';
import type { Hypothesis } from '../../../data/schema/hypothesis.ts';
import type { Scope } from '../../../data/schema/scope.ts';
import type { Catalogue } from '../catalogue.ts';
import type { RunOptions } from '../runs/run-model.ts';
import { readRuns } from '../runs/run-store.ts';
import { readVerdicts } from '../verdict/published.ts';
import { type Rerun, rerun } from './rerun.ts';
import { type Verified, verified } from './verified.ts';

/**
 * Repeats, experiment by experiment, what the hypotheses given rest on and decides each again.
 * An experiment that several hypotheses share runs once. Answers in the order given.
 */
export async function* verify(
  hypotheses: readonly Hypothesis[],
  scopes: readonly Scope[],
  catalogue: Catalogue,
  options: Omit<RunOptions, 'command'>,
): AsyncGenerator<Verified> {
  const stored = readRuns(join(options.root, 'data/results')).map(({ run }) => run);
  const done = new Map<string, Rerun>();
  for (const hypothesis of hypotheses) {
    const experiment = catalogue.experiments.get(hypothesis.experiment);
    if (!experiment)
      throw new Error(`${hypothesis.id} has no experiment; the catalogue let it pass`);
    for (const scope of hypothesis.scopes.filter((one) => scopes.includes(one))) {
      const key = `${experiment.id} ${scope}`;
      const repeated =
        done.get(key) ??
        (await rerun(experiment, scope, {
          ...options,
          command: `./warrant verify ${hypothesis.id} --substrate ${scope}`,
        }));
      done.set(key, repeated);
      const committed = stored.filter(
        (run) => run.experiment === experiment.id && run.substrate === scope,
      );
      const published =
        readVerdicts(options.root, hypothesis.id)?.current.find((one) => one.scope === scope) ??
        null;
      yield verified(hypothesis, scope, catalogue, committed, repeated, published);
    }
  }
}
