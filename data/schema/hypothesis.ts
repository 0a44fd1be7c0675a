import { z } from 'zod';
import { ClaimId, ExperimentId, HypothesisId, ReviewId } from './ids.ts';
import { type Conditions, Scope, Value } from './scope.ts';

/** How a statement bears on a claim: they stand and fall together, exclude one another, or neither. */
export const Bearing = z.enum(['for', 'against', 'context']);
export type Bearing = z.infer<typeof Bearing>;

/** Which cases of a hypothesis bear on a claim: for each axis named, one value or one of several. */
export const Where = z.record(z.string(), z.union([Value, z.array(Value).min(1)]));
export type Where = z.infer<typeof Where>;

/**
 * The edge from a hypothesis to a claim. `for`: where the statement is true the claim is, where it is
 * false the claim is not; `against`: the reverse; `context`: shown beside the claim, never counted.
 */
export const Edge = z.strictObject({ id: ClaimId, bears: Bearing, where: Where.default({}) });
export type Edge = z.infer<typeof Edge>;

/**
 * A setting is selected where it has, on each axis named, the value or one of the values.
 * @example
 * selects({ fs: ['ext4', 'xfs'] }, { fs: 'xfs', batch: 8 }) // => true
 * selects({ fs: 'xfs', kernel: '6.1' }, { fs: 'xfs' }) // => false
 */
export function selects(where: Where, conditions: Conditions): boolean {
  return Object.entries(where).every(([axis, asked]) => {
    const value = conditions[axis];
    return value !== undefined && (Array.isArray(asked) ? asked.includes(value) : asked === value);
  });
}

/**
 * The part of a selection that is one setting: axes with several values are left out.
 * @example
 * fixed({ fs: ['ext4', 'xfs'], batch: 8 }) // => { batch: 8 }
 */
export function fixed(where: Where): Conditions {
  return Object.fromEntries(
    Object.entries(where).flatMap(([axis, asked]) => (Array.isArray(asked) ? [] : [[axis, asked]])),
  );
}

/** One file of `data/hypotheses/`: a claim made falsifiable. */
export const Hypothesis = z.strictObject({
  id: HypothesisId,
  review: ReviewId,
  claims: z.array(Edge).min(1),
  /** True by construction: it tests the harness, and counts in no ruling. */
  sanity: z.boolean().default(false),
  /** The claim restated so that an experiment can refute it. */
  statement: z.string().min(1),
  /** In the predicate language of `bench/evidence/predicate`. */
  predicate: z.string().min(1),
  experiment: ExperimentId,
  scopes: z.array(Scope).min(1),
  /** Under which it is asserted; a setting must match all of them to count as evidence. */
  conditions: Where.default({}),
  /** What would refute it, in words. */
  refutedBy: z.string(),
  /** Relative effect below which a difference does not matter, such as 0.05. */
  minimumEffect: z.number().nonnegative().default(0),
});
export type Hypothesis = z.infer<typeof Hypothesis>;

/** What the states of its explorations are: a deadlock needs no crash, only an order of locks. */
export const statesWord = ({ predicate }: Pick<Hypothesis, 'predicate'>): string =>
  predicate.includes('no-deadlock') ? 'interleavings' : 'crash states';
