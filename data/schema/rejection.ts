import { z } from 'zod';
import { ClaimId, MessageId, ReviewId } from './ids.ts';

/** An extracted claim that a reviewer turned down, so that it is not offered again. */
export const Rejection = z.strictObject({
  id: ClaimId,
  message: MessageId,
  date: z.iso.date(),
  by: z.string(),
  why: z.string(),
});
export type Rejection = z.infer<typeof Rejection>;

/** One file of `data/rejections/`: what the reviewers of one review turned down. */
export const RejectionFile = z.strictObject({
  review: ReviewId,
  rejected: z.array(Rejection),
});
export type RejectionFile = z.infer<typeof RejectionFile>;
