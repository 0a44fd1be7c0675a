import type { Claim } from '../../data/schema/claim.ts';
import { byCodeUnits } from '../../data/schema/code-units.ts';
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
    .sort(
      (a, b) => byCodeUnits(a.date ?? '', b.date ?? '') || byCodeUnits(a.messageId, b.messageId),
    )
    .map((message) => ({
      message,
      claims: claimsOf(message),
      quotes: reader.quotesIn(message.messageId),
    }));
}
