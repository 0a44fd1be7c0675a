import type { Claim } from '../claim.ts';
import type { ApproachId, ClaimId, MessageId, ThreadId } from '../ids.ts';
import type { Message, Quote, SourceRef, ThreadLink } from '../message.ts';
import { spokenOf } from './spoken.ts';

/** Rows as SQL returns them; the store's own writer made them, so they are not checked again. */
export interface MessageRow {
  readonly key: number;
  readonly message_id: MessageId;
  readonly thread_id: ThreadId;
  readonly parent_id: MessageId | null;
  readonly refs: string;
  readonly from_name: string;
  readonly from_address: string;
  readonly date: string | null;
  readonly subject: string;
  readonly body: string;
  readonly spoken: string | null;
  readonly ghost: number;
  readonly depth: number;
  readonly link: ThreadLink | null;
}

export const messageColumns =
  'message.key, message_id, message.thread_id, parent_id, refs, from_name, from_address, date, message.subject, body.text AS body, message.spoken AS spoken, ghost, depth';

export function toMessage(row: MessageRow, sources: SourceRef[]): Message {
  return {
    messageId: row.message_id,
    threadId: row.thread_id,
    inReplyTo: row.parent_id,
    references: JSON.parse(row.refs) as MessageId[],
    from: { name: row.from_name, address: row.from_address },
    date: row.date,
    subject: row.subject,
    body: row.body,
    spoken: spokenOf(row.spoken),
    ghost: row.ghost === 1,
    sources,
  };
}

export interface ThreadRow {
  readonly thread_id: ThreadId;
  readonly subject: string;
  /** A PatchSeries as JSON. */
  readonly series: string | null;
}

export interface QuoteRow {
  readonly message_id: MessageId;
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  readonly attributed_to: string | null;
  readonly text: string;
  readonly origin_id: MessageId | null;
  readonly origin_start: number | null;
  readonly origin_end: number | null;
  readonly fidelity: Quote['fidelity'];
}

export function toQuote(row: QuoteRow): Quote {
  return {
    messageId: row.message_id,
    start: row.start,
    end: row.end,
    depth: row.depth,
    attributedTo: row.attributed_to,
    text: row.text,
    origin: row.origin_id
      ? { messageId: row.origin_id, start: row.origin_start ?? 0, end: row.origin_end ?? 0 }
      : null,
    fidelity: row.fidelity,
  };
}

export interface ClaimRow {
  readonly claim_id: ClaimId;
  readonly origin: Claim['origin'];
  readonly message_id: MessageId;
  readonly author: string;
  readonly kind: Claim['kind'];
  readonly stance: Claim['stance'];
  readonly approaches: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
  readonly salience: number;
  readonly testable: number;
  readonly cue: string | null;
  readonly title: string | null;
}

export function toClaim(row: ClaimRow): Claim {
  const approaches = JSON.parse(row.approaches) as ApproachId[];
  return {
    id: row.claim_id,
    messageId: row.message_id,
    author: row.author,
    kind: row.kind,
    stance: row.stance,
    approach: approaches[0] ?? null,
    approaches,
    text: row.text,
    start: row.start,
    end: row.end,
    confidence: row.confidence,
    salience: row.salience,
    testable: row.testable === 1,
    cue: row.cue,
    origin: row.origin,
    title: row.title,
  };
}
