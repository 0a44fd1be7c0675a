import type { ApproachId } from '../../data/schema/ids.ts';
import type { Approach, Review } from '../../data/schema/review.ts';
import { hypotheses, reviews } from './data.ts';
import { href } from './href.ts';

/** An approach with the review that it belongs to: its id is its own only there. */
export interface ReviewApproach {
  readonly review: Review;
  readonly approach: Approach;
}

/** Every approach of every review. */
export const reviewApproaches = (): ReviewApproach[] =>
  reviews().flatMap((review) => review.approaches.map((approach) => ({ review, approach })));

/** The approach of a review; without one, or where that review has none of the name, the first that any has. */
export function findApproach(id: ApproachId, review?: string): ReviewApproach | undefined {
  const named = reviewApproaches().filter(({ approach }) => approach.id === id);
  return named.find((one) => one.review.id === review) ?? named[0];
}

/** The review whose hypotheses an experiment settles; its approaches are that review's. */
export const reviewOfExperiment = (experiment: string): string | undefined =>
  hypotheses().find((one) => one.experiment === experiment)?.review;

export const approachHref = ({ review, approach }: ReviewApproach): string =>
  href(`/approaches/${review.id}/${approach.id}/`);
