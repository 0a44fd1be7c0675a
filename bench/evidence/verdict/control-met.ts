import type { Experiment } from '../../../data/schema/experiment.ts';
import { Hypothesis } from '../../../data/schema/hypothesis.ts';
import type { Run } from '../../../data/schema/run.ts';
import type { VerdictCase } from '../../../data/schema/verdict.ts';
import { type Catalogue, controlOf, vocabularyOf } from '../catalogue.ts';
import { rowsOf } from '../evidence-row.ts';
import { decide } from './decide.ts';

/**
 * What the control of an experiment (`requires`) comes to in each case of a run: `for` where it is met. A case
 * whose control is not met says nothing of any hypothesis. Empty for an experiment without one.
 */
export function controlsIn(
  run: Run,
  experiment: Experiment,
  catalogue: Pick<Catalogue, 'metrics' | 'axes'>,
): readonly VerdictCase[] {
  const predicate = controlOf(experiment, vocabularyOf(experiment, catalogue));
  if (!predicate || experiment.requires === undefined) return [];
  const hypothesis = Hypothesis.parse({
    id: 'control',
    review: 'control',
    claims: [{ id: `c-${'0'.repeat(12)}`, bears: 'context' }],
    statement: 'The control is met.',
    predicate: experiment.requires,
    experiment: experiment.id,
    scopes: [run.substrate],
    refutedBy: '',
  });
  const { metrics } = catalogue;
  return decide({ hypothesis, experiment, predicate, metrics }, rowsOf(run, metrics), run.substrate)
    .cases;
}
