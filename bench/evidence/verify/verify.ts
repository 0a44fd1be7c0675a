import { join } from 'node:path';
import type { Experiment } from '../../../data/schema/experiment.ts';
import type { Hypothesis } from '../../../data/schema/hypothesis.ts';
import type { Scope } from '../../../data/schema/scope.ts';
import type { RunOptions } from '../../substrate/run-options.ts';
import type { Catalogue } from '../catalogue.ts';
import type { runOn } from '../runs/run-on.ts';
import { readRuns } from '../runs/run-store.ts';
import { readVerdicts } from '../verdict/published.ts';
import { type Rerun, rerun } from './rerun.ts';
import { expectedMs, inMinutes, leftMs } from './schedule.ts';
import { type Verified, verified } from './verified.ts';

export interface VerifyOptions extends Omit<RunOptions, 'command'> {
  /** An instant in ISO 8601: what an earlier call repeated since then is taken and not run again. */
  readonly since?: string;
  /** What runs an experiment; this machine, if absent. */
  readonly run?: typeof runOn;
}

/**
 * Repeats, experiment by experiment, what the hypotheses given rest on and decides each again.
 * An experiment that several hypotheses share runs once. Answers in the order given.
 */
export async function* verify(
  hypotheses: readonly Hypothesis[],
  scopes: readonly Scope[],
  catalogue: Catalogue,
  options: VerifyOptions,
): AsyncGenerator<Verified> {
  const stored = readRuns(join(options.root, 'data/results')).map(({ run }) => run);
  const asked = hypotheses.flatMap((hypothesis) =>
    hypothesis.scopes
      .filter((scope) => scopes.includes(scope))
      .map((scope) => ({ hypothesis, scope, experiment: experimentOf(hypothesis, catalogue) })),
  );
  const parts = new Map(
    asked.map(({ experiment, scope }) => [
      `${experiment.id} ${scope}`,
      expectedMs({ experiment: experiment.id, scope }, stored),
    ]),
  );
  const done = new Map<string, Rerun>();
  const took: { expected: number | null; took: number }[] = [];
  for (const { hypothesis, scope, experiment } of asked) {
    const key = `${experiment.id} ${scope}`;
    const begins = performance.now();
    const known = done.get(key);
    const repeated = known ?? (await rerun(experiment, scope, options));
    done.set(key, repeated);
    if (!known) {
      if (repeated.kind === 'ran' && !repeated.earlier) {
        took.push({ expected: parts.get(key) ?? null, took: performance.now() - begins });
      }
      const left = [...parts].flatMap(([part, expected]) => (done.has(part) ? [] : [expected]));
      const ms = leftMs(took, left);
      options.progress(
        `${done.size} of ${parts.size} experiments repeated${left.length > 0 && ms !== null ? `, ${inMinutes(ms)} left` : ''}`,
      );
    }
    const committed = stored.filter(
      (run) => run.experiment === experiment.id && run.substrate === scope,
    );
    const published =
      readVerdicts(options.root, hypothesis.id)?.current.find((one) => one.scope === scope) ?? null;
    yield verified(hypothesis, scope, catalogue, committed, repeated, published);
  }
}

function experimentOf(hypothesis: Hypothesis, catalogue: Catalogue): Experiment {
  const experiment = catalogue.experiments.get(hypothesis.experiment);
  if (!experiment) throw new Error(`${hypothesis.id} has no experiment; the catalogue let it pass`);
  return experiment;
}
