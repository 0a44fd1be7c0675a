import { z } from 'zod';
import { ClaimId, HypothesisId, RunId, TraceId } from './ids.ts';
import { Conditions, Scope } from './scope.ts';

export const VerdictValue = z.enum([
  'supported',
  'refuted',
  'conditional',
  'inconclusive',
  'untested',
  'judgement',
]);
export type VerdictValue = z.infer<typeof VerdictValue>;

/** A piece of evidence: a run, and what of it counted. */
export const EvidenceRef = z.strictObject({
  run: RunId,
  /** Settings of the run that were counted for and against. */
  for: z.int().nonnegative(),
  against: z.int().nonnegative(),
  counterexample: TraceId.nullable(),
});
export type EvidenceRef = z.infer<typeof EvidenceRef>;

/** Ratio or difference with its bootstrap interval; exact for deterministic metrics (low = high). */
export const Effect = z.strictObject({
  metric: z.string(),
  unit: z.string(),
  estimate: z.number(),
  low: z.number(),
  high: z.number(),
  samples: z.int().positive(),
});
export type Effect = z.infer<typeof Effect>;

/** Rows of one run by their place in its lists of measurements and explorations. */
export const RowRef = z.strictObject({
  run: RunId,
  measurements: z.array(z.int().nonnegative()).default([]),
  explorations: z.array(z.int().nonnegative()).default([]),
});
export type RowRef = z.infer<typeof RowRef>;

/** Left side of a comparison by its right, with the 95 % interval; a point where exact. */
export const Quotient = z.strictObject({ estimate: z.number(), low: z.number(), high: z.number() });
export type Quotient = z.infer<typeof Quotient>;

/**
 * Where the two sides of a predicate's comparison cross along an axis of numbers, in one setting of the other
 * axes: a curve has a crossover and no threshold of ours.
 */
export const Crossover = z.strictObject({
  axis: z.string(),
  /** The other axes. */
  when: Conditions,
  /** Those tried, in order. */
  values: z.array(z.number()),
  /** Which side of the comparison is less at the least of them. */
  less: z.enum(['left', 'right']),
  /** Neighbouring values on different sides, and where a line on logarithmic scales between them passes 1. */
  crossings: z.array(z.strictObject({ from: z.number(), to: z.number(), at: z.number() })),
});
export type Crossover = z.infer<typeof Crossover>;

/** One case of a hypothesis: a setting of the axes that its predicate leaves open. */
export const VerdictCase = z.strictObject({
  when: Conditions,
  outcome: z.enum(['for', 'against', 'open']),
  /** The deciding comparison, both sides in the base of the metric's unit; null for survival. */
  metric: z.string().nullable().default(null),
  operator: z.string().nullable().default(null),
  left: z.number().nullable(),
  right: z.number().nullable(),
  /** Of the two sides; null where one is 0, not finite, or nothing was compared. */
  quotient: Quotient.nullable().default(null),
  /** What the predicate selected in this case: these rows and no others. */
  rows: z.array(RowRef).default([]),
  /** Crash states checked for this case; 0 for measured hypotheses. */
  states: z.int().nonnegative().default(0),
  runs: z.array(RunId),
  /** Why the case is open, or what broke; empty where nothing needs saying. */
  note: z.string(),
});
export type VerdictCase = z.infer<typeof VerdictCase>;

/** What the evidence of one scope says about one hypothesis. Scopes are never mixed. */
export const Verdict = z.strictObject({
  hypothesis: HypothesisId,
  claims: z.array(ClaimId),
  scope: Scope,
  verdict: VerdictValue,
  conditions: Conditions,
  /** For `conditional`: each side of the condition that splits the evidence. */
  split: z.array(z.strictObject({ when: Conditions, verdict: VerdictValue })).default([]),
  /** Crash states checked, summed over the evidence; 0 for measured hypotheses. */
  states: z.int().nonnegative(),
  effect: Effect.nullable(),
  evidence: z.array(EvidenceRef),
  /** Every case that was decided or left open, in the order of its axes. */
  cases: z.array(VerdictCase).default([]),
  /** Curves over axes of numbers; absent where the predicate compares no two measurements along one. */
  crossovers: z.array(Crossover).optional(),
  /** How the algorithm came to it, one sentence for the reader. */
  because: z.string(),
  reproduce: z.string(),
});
export type Verdict = z.infer<typeof Verdict>;

/** One file of `data/verdicts/`: the published verdicts of one hypothesis and what they superseded. */
export const VerdictFile = z.strictObject({
  schemaVersion: z.literal(1),
  hypothesis: HypothesisId,
  current: z.array(Verdict),
  superseded: z.array(z.strictObject({ date: z.iso.date(), why: z.string(), verdict: Verdict })),
});
export type VerdictFile = z.infer<typeof VerdictFile>;
