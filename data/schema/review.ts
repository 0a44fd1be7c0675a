import { z } from 'zod';
import { ApproachId, MessageId, ReviewId } from './ids.ts';

/** A design option under review, with the words by which statements about it are known. */
export const Approach = z.strictObject({
  id: ApproachId,
  name: z.string(),
  /** What makes a store durable, one sentence. */
  durable: z.string(),
  /** Where the work is done and where it lives today. */
  lives: z.string(),
  argued: z.array(z.string()),
  /** Lower-case words and phrases that tag a statement with this approach. */
  vocabulary: z.array(z.string().min(1)),
});
export type Approach = z.infer<typeof Approach>;

/** One file of `data/reviews/`: what a review is about and where its threads are. */
export const Review = z.strictObject({
  id: ReviewId,
  title: z.string(),
  question: z.string(),
  threads: z.array(z.strictObject({ root: MessageId, subject: z.string() })),
  approaches: z.array(Approach),
});
export type Review = z.infer<typeof Review>;
