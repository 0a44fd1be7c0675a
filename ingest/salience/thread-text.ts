import type { Claim } from '../../data/schema/claim.ts';
import { reviewedIdentities } from '../../data/schema/identities.ts';
import type { Message, Quote } from '../../data/schema/message.ts';

/** A message of a thread with what it claims and what it quotes. */
export interface Spoken {
  readonly message: Pick<Message, 'messageId' | 'inReplyTo' | 'from' | 'date' | 'subject' | 'body'>;
  /** In order of place. */
  readonly claims: readonly Claim[];
  /** Quotes inside it, in order of place. */
  readonly quotes: readonly Quote[];
}

/** The messages of one thread, ghosts left out, in order of time. */
export type ThreadText = readonly Spoken[];

/** Who speaks, as far as one thread and the reviewed people tell them apart. */
export const speaker = ({ message: { from } }: Pick<Spoken, 'message'>): string =>
  reviewedIdentities().personOf(from)?.name ?? (from.address || from.name).toLowerCase();
