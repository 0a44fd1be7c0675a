import { z } from 'zod';
import { ExperimentId } from './ids.ts';
import { Scope } from './scope.ts';

/** A question put to the measurements of one experiment: `data/comparisons.yaml` is a list of them. */
export const Comparison = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  question: z.string().min(1),
  experiment: ExperimentId,
  scope: Scope,
  metric: z.string(),
  /** Values by axis, as text; all of an axis that is left out. */
  where: z.record(z.string(), z.array(z.coerce.string()).min(1)).default({}),
  /** Axes of the small multiples. */
  panels: z.array(z.string()).default([]),
  /** `axis:value` of the line that values are relative to, joined by commas where several tell it apart. */
  baseline: z.string().default(''),
});
export type Comparison = z.infer<typeof Comparison>;
