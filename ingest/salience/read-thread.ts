import type { Claim } from '../../data/schema/claim.ts';
import type { Message, Thread } from '../../data/schema/message.ts';
import type { StoreReader } from '../../data/schema/store/reader.ts';
import type { ThreadText } from './thread-text.ts';

/** A stored thread with the claims that `claimsOf` finds in each message, in order of time. */
export function threadText(
  reader: StoreReader,
  thread: Thread,
  claimsOf: (message: Message) => readonly Claim[],
): ThreadText {
  return thread.messages
    .flatMap(({ messageId, ghost }) => (ghost ? [] : (reader.message(messageId) ?? [])))
    .sort((a, b) => compare(a.date ?? '', b.date ?? '') || compare(a.messageId, b.messageId))
    .map((message) => ({
      message,
      claims: claimsOf(message),
      quotes: reader.quotesIn(message.messageId),
    }));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
