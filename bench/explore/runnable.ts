import type { Experiment } from '../../data/schema/experiment.ts';
import type { Scope } from '../../data/schema/scope.ts';
import { experimentProblem } from '../machine/experiment-problem.ts';
import { readMachines } from '../machine/machines.ts';
import { type Problem, refusal } from '../machine/problem.ts';
import { modelProblem } from './check-experiment.ts';
import { measuresProblem } from './measures-problem.ts';

/** The first reason why an experiment cannot run on a substrate, found before anything starts. */
export function problemOn(experiment: Experiment, scope: Scope, root: string): Problem | null {
  const problem =
    scope === 'model'
      ? modelProblem(experiment, root)
      : experimentProblem(experiment, scope, readMachines(root));
  return problem ?? measuresProblem(experiment, root);
}

/** @throws Fault `inputRefused` naming the member, the value and what would be allowed. */
export function refuseUnlessRunnable(experiment: Experiment, scope: Scope, root: string): void {
  const problem = problemOn(experiment, scope, root);
  if (problem) throw refusal(experiment.id, problem);
}
