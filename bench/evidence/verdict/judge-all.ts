import type { Run } from '../../../data/schema/run.ts';
import type { Verdict } from '../../../data/schema/verdict.ts';
import { type Catalogue, questionOf } from '../catalogue.ts';
import { rowsOf } from '../evidence-row.ts';
import { currentRows } from './current-rows.ts';
import { decide } from './decide.ts';

/** The verdict on every hypothesis in every scope that it names, from the runs given. */
export function judgeAll(catalogue: Catalogue, runs: readonly Run[]): readonly Verdict[] {
  const rows = currentRows(runs.flatMap((run) => rowsOf(run, catalogue.metrics)));
  return catalogue.hypotheses.flatMap((hypothesis) => {
    const question = questionOf(hypothesis, catalogue);
    return hypothesis.scopes.map((scope) => decide(question, rows, scope));
  });
}
