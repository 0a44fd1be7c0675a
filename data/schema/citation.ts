import { z } from 'zod';
import { ApproachId, ClaimId, ReviewId } from './ids.ts';

/** An approach named from outside its review, as `dax-2016/fsync`. */
export const ApproachRef = z.templateLiteral([ReviewId, '/', ApproachId]);
export type ApproachRef = z.infer<typeof ApproachRef>;

/** Review and approach of a reference. */
export function approachRef(ref: string): { readonly review: ReviewId; readonly id: ApproachId } {
  const [review, id] = ref.split('/');
  return { review: ReviewId.parse(review), id: ApproachId.parse(id) };
}

/** A dated fact from elsewhere, with its source card; never mixed into a measured verdict. */
export const Citation = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  date: z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'expected YYYY, YYYY-MM or YYYY-MM-DD'),
  fact: z.string(),
  /** Claims and approaches on whose pages it stands. */
  claims: z.array(ClaimId).default([]),
  approaches: z.array(ApproachRef).default([]),
  source: z.strictObject({
    kind: z.enum(['commit', 'list-message', 'document', 'publication', 'code']),
    title: z.string(),
    /** Commit hash, Message-ID, DOI or address. */
    locator: z.string(),
    retrieved: z.iso.date().nullable(),
  }),
  /** False where it rests on memory; shown to the reader as such. */
  checked: z.boolean(),
});
export type Citation = z.infer<typeof Citation>;
