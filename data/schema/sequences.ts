import { z } from 'zod';

/** One core operation of a sequence, as `bench/crash/guest/operate.c` reads it. */
export const Operation = z.strictObject({ name: z.string().min(1), words: z.string().min(1) });
export type Operation = z.infer<typeof Operation>;

/** `data/sequences.yaml` */
export const Sequences = z.strictObject({
  setup: z.array(z.string().min(1)).min(1),
  changes: z.array(Operation).min(1),
  /** Names of those changes that change names. */
  renaming: z.array(z.string()),
  syncs: z.array(Operation),
  /** Words of each operation of each sequence, by the name that `crash sweep --sequences` takes. */
  sets: z.record(z.string(), z.array(z.array(z.string().min(1)).min(1)).min(1)),
});
