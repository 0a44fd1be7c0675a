import { join } from 'node:path';
import type { Experiment } from '../../../data/schema/experiment.ts';
import { Fault } from '../../../data/schema/fault.ts';
import type { Run } from '../../../data/schema/run.ts';
import type { Scope } from '../../../data/schema/scope.ts';
import type { RunOptions } from '../runs/run-model.ts';
import { runOn } from '../runs/run-on.ts';
import { writeRun, writeTrace } from '../runs/run-store.ts';

/** One experiment repeated on one substrate, or why this machine cannot repeat it. */
export type Rerun =
  | { readonly kind: 'ran'; readonly experiment: string; readonly scope: Scope; readonly run: Run }
  | {
      readonly kind: 'cannot';
      readonly experiment: string;
      readonly scope: Scope;
      readonly why: string;
    };

/**
 * Repeats an experiment and keeps the run in `build/results`; lacking something for it is an answer, any other
 * fault is thrown.
 */
export async function rerun(
  experiment: Experiment,
  scope: Scope,
  options: RunOptions,
): Promise<Rerun> {
  const of = { experiment: experiment.id, scope };
  if (!experiment.substrates.includes(scope)) {
    return { kind: 'cannot', ...of, why: `${experiment.id} does not run on ${scope}` };
  }
  try {
    const { run, traces } = await runOn(experiment, scope, options);
    const folder = join(options.root, 'build/results');
    for (const trace of traces) writeTrace(folder, trace);
    writeRun(folder, run);
    return { kind: 'ran', ...of, run };
  } catch (caught) {
    if (caught instanceof Fault && caught.exit === 'lacking') {
      return { kind: 'cannot', ...of, why: caught.line };
    }
    throw caught;
  }
}
