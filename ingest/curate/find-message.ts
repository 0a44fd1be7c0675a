import type { ClaimFile } from '../../data/schema/claim.ts';
import type { Message } from '../../data/schema/message.ts';
import type { StoreReader } from '../../data/schema/store/reader.ts';

/**
 * The stored message that a claim file speaks of: by id, else by the id it was merged into (the reader
 * follows aliases), else by author and instant, since archive pages lose ids. Null where the mail is not
 * in the store, or known as a ghost only.
 */
export function findMessage(reader: StoreReader, wanted: ClaimFile['message']): Message | null {
  const known = reader.message(wanted.id);
  if (known && !known.ghost) return known;
  const instant = Date.parse(wanted.date);
  const after = new Date(instant).toISOString();
  const before = new Date(instant + 1000).toISOString();
  for (const message of reader.messages({ from: wanted.author, after, before })) {
    if (!message.ghost) return message;
  }
  return null;
}
