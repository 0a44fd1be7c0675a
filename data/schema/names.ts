import { z } from 'zod';

/** What pages call one axis and its values. */
export const AxisNames = z.strictObject({
  name: z.string().min(1),
  /** Of its numbers, such as `B`. */
  unit: z.string().min(1).optional(),
  /** By id; a value that names itself is left out. */
  values: z.record(z.string(), z.string().min(1)).default({}),
  /** Values that small multiples by this axis draw in every panel, since they are beside the axis. */
  everywhere: z.array(z.string()).default([]),
});
export type AxisNames = z.infer<typeof AxisNames>;

/** `data/names.yaml`: the human names of metrics, axes and their values, by id. */
export const Names = z.strictObject({
  metrics: z.record(z.string(), z.string().min(1)),
  axes: z.record(z.string(), AxisNames),
});
export type Names = z.infer<typeof Names>;
