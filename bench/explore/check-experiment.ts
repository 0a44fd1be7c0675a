import { z } from 'zod';
import type { Experiment } from '../../data/schema/experiment.ts';
import { messageOf } from '../../data/schema/fault.ts';
import { experimentProblem } from '../machine/experiment-problem.ts';
import { readMachines } from '../machine/machines.ts';
import type { Problem } from '../machine/problem.ts';
import { UnknownValue } from '../model/approach/unknown-value.ts';
import { allReductions } from '../model/explore/options.ts';
import { scenarioOf } from '../model/explore/scenario.ts';
import { crashInvariants } from '../model/invariant/oracle.ts';
import { runSetting } from '../model/run-experiment.ts';
import { settings } from '../model/settings.ts';
import { isWorkload } from '../workload/run-workload.ts';
import { refusalIn } from './refusal-in.ts';

/** What the explorer decides, and what the locks of `sync-fault` do. */
const known: readonly string[] = [...crashInvariants, 'no-deadlock'];

/** The first reason why the model cannot run an experiment that the schema admits; null where it can. */
export function modelProblem(experiment: Experiment, root: string): Problem | null {
  const problem = experimentProblem(experiment, 'model', readMachines(root));
  if (problem) return problem;
  if (isWorkload(experiment)) return null; // what the catalogue admits runs
  return settingsProblem(experiment, 'parameters') ?? settingsProblem(experiment, 'quick');
}

/** The first setting that the model refuses, of all or of those of a quick run. */
function settingsProblem(experiment: Experiment, of: 'parameters' | 'quick'): Problem | null {
  try {
    const foreign = experiment.invariants.find((each) => !known.includes(each));
    if (foreign) throw new UnknownValue(['invariants'], foreign, known);
    const options = { reductions: allReductions, budget: experiment.budget };
    const cheap = ['durable-stores', 'sync-fault'].includes(experiment.workload);
    for (const setting of settings(experiment, { quick: of === 'quick' })) {
      if (cheap) runSetting(experiment, setting);
      else scenarioOf(experiment.workload, setting, options);
    }
    return null;
  } catch (caught) {
    const next = 'mend the file';
    if (caught instanceof z.ZodError) return { path: [of], what: messageOf(caught), next };
    if (!(caught instanceof UnknownValue)) throw caught;
    const path = caught.path.map((part) => (part === 'parameters' ? of : part));
    return { path, what: caught.message.slice(`${caught.path.join('.')}: `.length), next };
  }
}

/**
 * Refuses an experiment that the schema admits and the model cannot run.
 * @throws Fault `inputRefused` with file, line, and what the model knows.
 */
export function checkExperiment(experiment: Experiment, file: string, root: string): void {
  const problem: Problem | null = experiment.substrates.includes('model')
    ? modelProblem(experiment, root)
    : {
        path: ['substrates'],
        what: `${experiment.substrates.join(', ')}; expected model among them`,
        next: 'mend the file',
      };
  if (problem) throw refusalIn(file, problem);
}
