import { z } from 'zod';
import { Invariant } from './experiment.ts';
import { ApproachId, ExperimentId, RunId, TraceId } from './ids.ts';
import { Conditions, Scope } from './scope.ts';

/** Samples of one metric under one setting. */
export const Measurement = z.strictObject({
  metric: z.string(),
  unit: z.string(),
  conditions: Conditions,
  samples: z.array(z.number()).min(1),
});
export type Measurement = z.infer<typeof Measurement>;

/** What exploring every crash state of one setting found for one invariant. */
export const Exploration = z.strictObject({
  experiment: ExperimentId,
  approach: ApproachId,
  conditions: Conditions,
  invariant: Invariant,
  /** Crash states on which recovery and oracle ran. */
  states: z.int().nonnegative(),
  /** False when the budget ended the search; then `holds: true` proves nothing. */
  complete: z.boolean(),
  holds: z.boolean(),
  counterexample: TraceId.nullable(),
});
export type Exploration = z.infer<typeof Exploration>;

/** A setting without a result, and why: its cases are open. */
export const Lost = z.strictObject({
  conditions: Conditions,
  why: z.string().min(1),
});
export type Lost = z.infer<typeof Lost>;

/** Everything that may differ between two executions of the same experiment. */
export const Manifest = z.strictObject({
  startedAt: z.iso.datetime(),
  durationMs: z.number().nonnegative(),
  command: z.string(),
  revision: z.string(),
  dirty: z.boolean(),
  seed: z.int(),
  machine: z.record(z.string(), z.union([z.string(), z.number()])),
  tools: z.record(z.string(), z.string()),
});
export type Manifest = z.infer<typeof Manifest>;

/** An experiment executed once. Content-addressed: `id` is a hash of all the rest. */
export const Run = z.strictObject({
  schemaVersion: z.literal(1),
  id: RunId,
  experiment: ExperimentId,
  substrate: Scope,
  manifest: Manifest,
  measurements: z.array(Measurement),
  explorations: z.array(Exploration),
  /** Absent where every setting has its result. */
  lost: z.array(Lost).min(1).optional(),
});
export type Run = z.infer<typeof Run>;
