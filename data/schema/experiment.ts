import { z } from 'zod';
import { ExperimentId } from './ids.ts';
import { Scope } from './scope.ts';

const Value = z.union([z.string(), z.number(), z.boolean()]);

/** What must hold in every crash state; see `bench/model` for each one's definition. */
export const Invariant = z.enum([
  'acknowledged-survives',
  'ordering',
  'no-foreign-data',
  'tree-well-formed',
  'operation-atomic',
  'no-deadlock',
]);
export type Invariant = z.infer<typeof Invariant>;

/** One file of `data/experiments/`: what is run, under which settings, on which substrates. */
export const Experiment = z.strictObject({
  id: ExperimentId,
  title: z.string(),
  /** The question that it answers, as an engineer would ask it. */
  question: z.string(),
  substrates: z.array(Scope).min(1),
  workload: z.string(),
  /** Axes; the settings run are their product, less what `except` lists. */
  parameters: z.record(z.string(), z.array(Value).min(1)),
  except: z.array(z.record(z.string(), Value)).default([]),
  /** Narrower axes for `--quick`. */
  quick: z.record(z.string(), z.array(Value).min(1)).default({}),
  metrics: z.array(z.string()).default([]),
  invariants: z.array(Invariant).default([]),
  seed: z.int().default(1),
  /** Crash states checked per setting before the explorer stops with `complete: false`. */
  budget: z.int().positive().default(5_000_000),
});
export type Experiment = z.infer<typeof Experiment>;
