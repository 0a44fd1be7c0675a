import type { Claim } from '../claim.ts';
import type { ApproachId, MessageId } from '../ids.ts';
import type { Message, Quote, SourceRef } from '../message.ts';
import { spokenOf } from './spoken.ts';

/** Rows as SQL returns them; the store's own writer made them, so they are not checked again. */
export interface MessageRow
  extends Pick<Message, 'messageId' | 'threadId' | 'inReplyTo' | 'date' | 'subject' | 'body'> {
  readonly key: number;
  readonly refs: string;
  readonly name: string;
  readonly address: string;
  readonly spoken: string | null;
  readonly ghost: number;
}

export const messageColumns =
  'message.key, message_id AS messageId, message.thread_id AS threadId, parent_id AS inReplyTo, refs, from_name AS name, from_address AS address, date, message.subject, body.text AS body, message.spoken, ghost';

export function toMessage(
  { key, refs, name, address, spoken, ghost, ...row }: MessageRow,
  sources: SourceRef[],
): Message {
  return {
    ...row,
    references: JSON.parse(refs) as MessageId[],
    from: { name, address },
    spoken: spokenOf(spoken),
    ghost: ghost === 1,
    sources,
  };
}

export interface QuoteRow extends Omit<Quote, 'origin'> {
  readonly originId: MessageId | null;
  readonly originStart: number;
  readonly originEnd: number;
}

export const quoteColumns =
  'start, "end", quote.depth, attributed_to AS attributedTo, text, origin_id AS originId, origin_start AS originStart, origin_end AS originEnd, fidelity';

export function toQuote({ originId, originStart, originEnd, ...row }: QuoteRow): Quote {
  const origin = originId && { messageId: originId, start: originStart, end: originEnd };
  return { ...row, origin };
}

export interface ClaimRow extends Omit<Claim, 'approach' | 'approaches' | 'testable'> {
  readonly said: string;
  readonly tested: number;
}

export const claimColumns =
  'claim_id AS id, message_id AS messageId, author, kind, stance, approaches AS said, text, start, "end", confidence, salience, testable AS tested, cue, origin, title';

export function toClaim({ said, tested, ...row }: ClaimRow): Claim {
  const approaches = JSON.parse(said) as ApproachId[];
  return { ...row, approach: approaches[0] ?? null, approaches, testable: tested === 1 };
}
