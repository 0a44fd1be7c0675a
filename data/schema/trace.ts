import { z } from 'zod';
import { Invariant } from './experiment.ts';
import { ApproachId, ExperimentId, TraceId } from './ids.ts';
import { Conditions } from './scope.ts';

/** A node of an extent tree as drawn: its block, its keys and its children or extents. */
export interface TreeNode {
  readonly block: number | 'inode';
  readonly level: number;
  /** Leaf: `[file block, device block, length, unwritten]`; interior: `[key, child block]`. */
  readonly records: readonly (readonly (number | boolean)[])[];
  readonly children: readonly TreeNode[];
}
export const TreeNode: z.ZodType<TreeNode> = z.lazy(() =>
  z.strictObject({
    block: z.union([z.int(), z.literal('inode')]),
    level: z.int().nonnegative(),
    records: z.array(z.array(z.union([z.number(), z.boolean()]))),
    children: z.array(TreeNode),
  }),
);

/** Named cells (cache lines, log records, media lines), each a short text that a table can show. */
const Cells = z.record(z.string(), z.string());

/** The machine after a step; every field is a table of named cells, the trees apart. */
export const TraceState = z.strictObject({
  caches: Cells,
  queue: Cells,
  log: Cells,
  media: Cells,
  kernel: Cells,
  /** By file: the tree in memory and the tree as a crash now would recover it. */
  trees: z.record(z.string(), TreeNode),
  recovered: z.record(z.string(), TreeNode).optional(),
});
export type TraceState = z.infer<typeof TraceState>;

export const TraceStep = z.strictObject({
  index: z.int().nonnegative(),
  actor: z.string(),
  operation: z.string(),
  /** One plain sentence: what happened and why it matters. */
  text: z.string(),
  kind: z.enum(['step', 'acknowledge', 'crash', 'recovery', 'violation']),
  /** Cells changed by this step, as `media.line 3`. */
  changed: z.array(z.string()),
  state: TraceState,
});
export type TraceStep = z.infer<typeof TraceStep>;

/** Something that must have happened before the crash, and the step at which it did. */
export const Presupposition = z.strictObject({
  event: z.enum(['stored', 'durable']),
  /** As in the steps' texts: `block 1 of file 0`. */
  block: z.string(),
  value: z.int(),
  step: z.int().nonnegative(),
});
export type Presupposition = z.infer<typeof Presupposition>;

/** What a replay needs beside experiment and conditions, and what it must find. */
export const Breach = z.strictObject({
  /** By actor: the actions of the workload's program that are left, by index; no single one can go. */
  kept: z.array(z.array(z.int().nonnegative())),
  /** By device line: how many of its newest versions the crash lost. Others lost none. */
  lost: z.record(z.string().regex(/^\d+$/), z.int().nonnegative()),
  /** Blocks that a reader finds wrong, and the value read; -1 where no program stored what lies there. */
  cells: z.array(z.strictObject({ block: z.string(), reads: z.int() })),
  presupposes: z.array(Presupposition),
});
export type Breach = z.infer<typeof Breach>;

/** An ordered log of events after the Informal Trace Format: enough to replay and to draw each step. */
export const Trace = z.strictObject({
  schemaVersion: z.literal(1),
  id: TraceId,
  experiment: ExperimentId,
  approach: ApproachId,
  conditions: Conditions,
  /** The invariant that this trace breaks; null for a trace that shows a run that holds. */
  invariant: Invariant.nullable(),
  seed: z.int(),
  /** What the trace shows, one sentence. */
  summary: z.string(),
  /** Absent where no crash is involved: a deadlock. */
  breach: Breach.optional(),
  steps: z.array(TraceStep).min(1),
});
export type Trace = z.infer<typeof Trace>;
