import { z } from 'zod';
import { ExperimentId } from './ids.ts';

const RowId = z.string().regex(/^M[1-9]\d*$/, 'expected the id of a row, such as M7');
const Words = z.string().min(1);

/** One behaviour of processors or kernels, and how far the model has it. */
export const ModelRow = z.strictObject({
  id: RowId,
  behaviour: Words,
  /** The kernel functions that were read for it, or that it is cited from by name. */
  kernel: Words,
  /** What of it is in the model. */
  model: Words,
  /** Which verdicts a closer model could change. */
  change: Words,
});
export type ModelRow = z.infer<typeof ModelRow>;

/** `data/model.yaml`: the rows, and those that the model's verdicts on each experiment rest on. */
export const ModelRows = z
  .strictObject({
    rows: z.array(ModelRow),
    experiments: z.record(ExperimentId, z.array(RowId).min(1)),
  })
  .superRefine(({ rows, experiments }, context) => {
    const issue = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    const known = new Set<string>();
    for (const [at, { id }] of rows.entries()) {
      if (known.has(id)) issue(['rows', at, 'id'], `${id} twice`);
      known.add(id);
    }
    for (const [experiment, named] of Object.entries(experiments)) {
      for (const [at, id] of named.entries()) {
        if (!known.has(id)) issue(['experiments', experiment, at], `no row ${id}`);
      }
    }
  });
export type ModelRows = z.infer<typeof ModelRows>;
