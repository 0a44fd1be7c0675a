import type { Experiment } from '../../../data/schema/experiment.ts';
import type { Run } from '../../../data/schema/run.ts';
import { type Catalogue, controlOf, vocabularyOf } from '../catalogue.ts';
import { rowsOf } from '../evidence-row.ts';
import { casesOf, rowsOfInterest } from './cases.ts';
import { type EvaluatedCase, evaluateCase } from './evaluate-case.ts';

/**
 * What the control of an experiment (`requires`) comes to in each case of a run: `for` where it is met. A case
 * whose control is not met says nothing of any hypothesis. Empty for an experiment without one.
 */
export function controlsIn(
  run: Run,
  experiment: Experiment,
  { metrics, axes }: Pick<Catalogue, 'metrics' | 'axes'>,
): readonly EvaluatedCase[] {
  const control = controlOf(experiment, vocabularyOf(experiment, { metrics, axes }));
  if (!control) return [];
  const rows = rowsOfInterest(control.node, rowsOf(run, metrics), {});
  return casesOf(rows, control.consumed).flatMap(
    (when) => evaluateCase({ minimumEffect: 0 }, control, rows, metrics, when) ?? [],
  );
}
