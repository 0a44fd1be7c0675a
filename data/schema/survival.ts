import { z } from 'zod';

/** Times that each outcome of a crash image was seen. */
const Outcomes = z.strictObject({
  mounted: z.int().nonnegative(),
  'mount-refused': z.int().nonnegative(),
  repaired: z.int().nonnegative(),
  lost: z.int().nonnegative(),
  broken: z.int().nonnegative(),
  /** No outcome of its own in tables of before 2026-11-28. */
  hung: z.int().nonnegative().default(0),
  panicked: z.int().nonnegative().default(0),
});

/** What one sequence of operations may leave, by what a search of its crashes found. */
const SequenceSurvival = z.strictObject({
  operations: z.array(z.string()).min(1),
  /** State of the folder before the first operation and after each, as `guest/state.c` says it. */
  prefixes: z.array(z.string()),
  crashPoints: z.int(),
  images: z.int(),
  complete: z.boolean(),
  outcomes: Outcomes,
  /**
   * Every state found after a crash: at which steps (operations returned; one more once the log was
   * committed by way of another file; one more once all was written back), and which prefix it equals, or
   * null for a state that the program never saw.
   */
  found: z.array(
    z.strictObject({
      state: z.string(),
      prefix: z.int().nullable(),
      after: z.array(z.int()),
    }),
  ),
  /** Promises of syncs that were broken: what was synced, and the state found. */
  broken: z.array(z.strictObject({ operation: z.string(), state: z.string() })),
  /**
   * Crashes during recovery: recoveries that wrote something and those of them that were crashed (of equal ones
   * one), what was tried and became of it, and what only these crashes left.
   */
  again: z
    .strictObject({
      depth: z.int().positive(),
      writing: z.int().nonnegative(),
      recoveries: z.int().nonnegative(),
      crashPoints: z.int().nonnegative(),
      images: z.int().nonnegative(),
      complete: z.boolean(),
      outcomes: Outcomes,
      found: z.array(z.string()),
      broken: z.array(z.strictObject({ operation: z.string(), state: z.string() })),
    })
    .optional(),
});
export type SequenceSurvival = z.infer<typeof SequenceSurvival>;

/** `data/survival/`: what survives a crash on one file system, for all short sequences of operations. */
export const Survival = z.strictObject({
  schemaVersion: z.literal(1),
  kernel: z.string(),
  fs: z.string(),
  /** Variant of mkfs (data/machines) and mount options; empty for the defaults. */
  mkfs: z.string(),
  options: z.string(),
  tearing: z.int(),
  budget: z.int(),
  command: z.string(),
  tools: z.record(z.string(), z.string()),
  sequences: z.array(SequenceSurvival),
  /** Sequences that the file system refused, with its errno in words. */
  refused: z.array(z.string()),
});
export type Survival = z.infer<typeof Survival>;
