import { z } from 'zod';
import { ClaimId, ExperimentId, HypothesisId, ReviewId } from './ids.ts';
import { Conditions, Scope } from './scope.ts';

/** One file of `data/hypotheses/`: a claim made falsifiable. */
export const Hypothesis = z.strictObject({
  id: HypothesisId,
  review: ReviewId,
  claims: z.array(ClaimId).min(1),
  /** The claim restated so that an experiment can refute it. */
  statement: z.string().min(1),
  /** In the predicate language of `bench/evidence/predicate`. */
  predicate: z.string().min(1),
  experiment: ExperimentId,
  scopes: z.array(Scope).min(1),
  /** Under which it is asserted; a setting must match all of them to count as evidence. */
  conditions: Conditions.default({}),
  /** What would refute it, in words. */
  refutedBy: z.string(),
  /** Relative effect below which a difference does not matter, such as 0.05. */
  minimumEffect: z.number().nonnegative().default(0),
});
export type Hypothesis = z.infer<typeof Hypothesis>;
