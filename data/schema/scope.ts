import { z } from 'zod';

/** Where evidence was gathered: a proof about a model, a real kernel on emulated memory, this machine. */
export const Scope = z.enum(['model', 'guest', 'host']);
export type Scope = z.infer<typeof Scope>;

/** A value of an axis. */
export const Value = z.union([z.string(), z.number(), z.boolean()]);
export type Value = z.infer<typeof Value>;

/** A setting of an experiment: the value of each of its axes. */
export const Conditions = z.record(z.string(), Value);
export type Conditions = z.infer<typeof Conditions>;
