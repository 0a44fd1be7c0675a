import { z } from 'zod';
import { ApproachId, ClaimId, MessageId, ReviewId } from './ids.ts';

/** What a statement does in the argument; GUIDE: the first that fits, in this order. */
export const ClaimKind = z.enum([
  'decision',
  'position',
  'requirement',
  'issue',
  'evidence',
  'claim',
]);
export type ClaimKind = z.infer<typeof ClaimKind>;

/** Towards the text that the statement answers. */
export const Stance = z.enum(['supports', 'disputes', 'neutral']);
export type Stance = z.infer<typeof Stance>;

export const RelationKind = z.enum(['supports', 'attacks', 'qualifies', 'answers', 'restates']);
export type RelationKind = z.infer<typeof RelationKind>;

export const Relation = z.strictObject({ kind: RelationKind, to: ClaimId });
export type Relation = z.infer<typeof Relation>;

/** W3C Web Annotation TextPositionSelector over the message's decoded body, UTF-16 code units. */
export const TextPositionSelector = z
  .strictObject({ start: z.int().nonnegative(), end: z.int().positive() })
  .refine((s) => s.start < s.end, 'expected start before end');

/** W3C Web Annotation TextQuoteSelector; only for messages whose text the repository may hold. */
export const TextQuoteSelector = z.strictObject({
  exact: z.string().min(1),
  prefix: z.string(),
  suffix: z.string(),
});

/** Lower-case hex SHA-256 of the white-space-folded exact quote, UTF-8. */
export const QuoteHash = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hex digits of SHA-256');

/** An edit of a curated claim. */
export const ClaimEdit = z.strictObject({
  date: z.iso.date(),
  by: z.string(),
  what: z.string(),
});

/** A claim as a reviewer accepted it in `data/claims/`. */
export const CuratedClaim = z.strictObject({
  id: ClaimId,
  /** Ids that it had before its quote was cut anew, oldest first: their addresses lead here. */
  was: z.array(ClaimId).default([]),
  kind: ClaimKind,
  stance: Stance,
  /** The claim in our own words, one sentence. */
  title: z.string().min(1),
  approaches: z.array(ApproachId),
  position: TextPositionSelector,
  hash: QuoteHash,
  /** Present for the seed alone: mail text stays out of the repository. */
  quote: TextQuoteSelector.optional(),
  /** The words answered: a message, and a hash or position where one passage is meant. */
  target: z
    .strictObject({ message: MessageId, position: TextPositionSelector.optional() })
    .optional(),
  relations: z.array(Relation).default([]),
  /** Why no experiment can settle it; such a claim has verdict `judgement`. */
  judgement: z.string().optional(),
  history: z.array(ClaimEdit).default([]),
});
export type CuratedClaim = z.infer<typeof CuratedClaim>;

/** One file of `data/claims/`: the reviewed claims of one message. */
export const ClaimFile = z.strictObject({
  review: ReviewId,
  /** The message by id, and by author and instant for archives that lost the id. */
  message: z.strictObject({ id: MessageId, author: z.string(), date: z.iso.datetime() }),
  claims: z.array(CuratedClaim),
});
export type ClaimFile = z.infer<typeof ClaimFile>;

/** A claim in the store: extracted by rule and classifier, or curated; curated wins. */
export const Claim = z.strictObject({
  id: ClaimId,
  messageId: MessageId,
  author: z.string(),
  kind: ClaimKind,
  stance: Stance,
  /** First approach tag, or null. */
  approach: ApproachId.nullable(),
  approaches: z.array(ApproachId),
  /** Exactly `body.slice(start, end)` of the message. */
  text: z.string(),
  start: z.int().nonnegative(),
  end: z.int().positive(),
  confidence: z.number().min(0).max(1),
  /** How much a summary of its thread would miss it, 0 to 1; comparable within a thread. */
  salience: z.number().min(0).max(1),
  /** Whether a program, benchmark, crash test or counter could show it false. */
  testable: z.boolean(),
  /** The words or structure that decided the label, for the reader; null for curated. */
  cue: z.string().nullable(),
  origin: z.enum(['extracted', 'curated']),
  /** Our words where curated, else null. */
  title: z.string().nullable(),
});
export type Claim = z.infer<typeof Claim>;
