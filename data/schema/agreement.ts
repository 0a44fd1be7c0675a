import { z } from 'zod';
import { Invariant } from './experiment.ts';
import { ExperimentId, RunId } from './ids.ts';
import { Conditions, Scope, Value } from './scope.ts';

/** How one scope answers a question that two scopes are asked. */
export const AgreementSide = z.strictObject({
  scope: Scope,
  experiment: ExperimentId,
  /** A metric or an invariant, one of the two. */
  metric: z.string().optional(),
  invariant: Invariant.optional(),
  /** Settings that count: the value of each axis, or any of several. */
  where: z.record(z.string(), z.union([Value, z.array(Value)])).default({}),
  /** What the other side calls an axis of this one: `block: state`. */
  rename: z.record(z.string(), z.string()).default({}),
  /** What the other side calls a value, by the axis's own name: `block: { written: overwrite }`. */
  values: z.record(z.string(), z.record(z.string(), z.string())).default({}),
});
export type AgreementSide = z.infer<typeof AgreementSide>;

/** A question that model and guest can both answer. */
export const AgreementQuestion = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  question: z.string(),
  /**
   * `none`: both 0, or both more. `order`: for each two values of `between`, the same one is the
   * greater. `holds`: both kept or both broke.
   */
  as: z.enum(['none', 'order', 'holds']),
  /** Axes that both sides share; one row for each combination of their values. */
  along: z.array(z.string()).min(1),
  /** For `order`: the axis whose values are ranked. */
  between: z.string().optional(),
  sides: z.tuple([AgreementSide, AgreementSide]),
  /** Why rows may disagree, where that is known; the others are open. */
  explained: z.array(z.strictObject({ when: Conditions, why: z.string() })).default([]),
});
export type AgreementQuestion = z.infer<typeof AgreementQuestion>;

export const AgreementRow = z.strictObject({
  question: z.string(),
  when: Conditions,
  /** What each side says, such as `0`, `2` or `fsync > map-sync`; in the order of the sides. */
  says: z.tuple([z.string(), z.string()]),
  agrees: z.boolean(),
  why: z.string().nullable(),
  runs: z.array(RunId),
});
export type AgreementRow = z.infer<typeof AgreementRow>;

/** `data/agreement/table.json`: written by `warrant bench publish`, never by hand. */
export const AgreementTable = z.strictObject({
  schemaVersion: z.literal(1),
  questions: z.array(
    z.strictObject({ id: z.string(), question: z.string(), agree: z.int(), of: z.int() }),
  ),
  rows: z.array(AgreementRow),
});
export type AgreementTable = z.infer<typeof AgreementTable>;
