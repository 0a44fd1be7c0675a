import type { ClaimFile } from '../../data/schema/claim.ts';
import { Fault } from '../../data/schema/fault.ts';
import type { Message } from '../../data/schema/message.ts';
import type { StoreReader } from '../../data/schema/store/reader.ts';

/**
 * Archives show when they received a message, not when it was sent; and nobody writes two mails to one
 * list within this time that hold the same words (the anchor's hash has the last say). Milliseconds.
 */
const drift = 15 * 60_000;

/**
 * The stored message that a claim file speaks of: by id, else by the id it was merged into (the reader
 * follows aliases), else by author and instant, since archive pages lose ids. A ghost serves where its
 * words were quoted and the message itself is not held. Null where neither is in the store.
 */
export function findMessage(reader: StoreReader, wanted: ClaimFile['message']): Message | null {
  const known = reader.message(wanted.id);
  if (known && !known.ghost) return known;
  const instant = Date.parse(wanted.date);
  const after = new Date(instant - drift).toISOString();
  const before = new Date(instant + drift).toISOString();
  const apart = (message: Message) => Math.abs(Date.parse(message.date ?? '') - instant);
  const candidates = [...reader.messages({ from: wanted.author, after, before })]
    .concat(known ?? [])
    .filter(({ ghost, body }) => !ghost || body !== '')
    .sort((a, b) => Number(a.ghost) - Number(b.ghost) || apart(a) - apart(b));
  return candidates[0] ?? null;
}

/**
 * A message that the store holds itself, not only by name.
 * @param next - what the reviewer may do where it does not
 * @throws Fault `inputRefused`
 */
export function held(message: Message | null | undefined, id: string, next: string): Message {
  if (message && !message.ghost) return message;
  throw new Fault('inputRefused', `no message ${id} in the store`, next);
}
