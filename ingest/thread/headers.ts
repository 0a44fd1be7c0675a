import type { MessageId } from '../../data/schema/ids.ts';
import type { ThreadInput } from './thread.ts';

/**
 * Most references that a message is believed to have; the rest of a longer list is dropped from its
 * middle. Stops a mail with 200,000 references from making as many ghosts.
 */
const mostReferences = 500;

/** An id that can name a message: with `@`. `In-Reply-To: <yes>` occurs and would join strangers. */
export function joins(id: MessageId): boolean {
  return id.includes('@');
}

/** Ancestors that a message's headers name, eldest first, each once, without the message itself. */
export function referenceChain(input: ThreadInput): MessageId[] {
  const valid = input.references.filter((id) => joins(id) && id !== input.messageId);
  const kept =
    valid.length > mostReferences
      ? [...valid.slice(0, 1), ...valid.slice(1 - mostReferences)]
      : valid;
  // The last mention counts: mailers that repeat ids append the parent.
  return [...new Set(kept.reverse())].reverse();
}

/**
 * The parent that a message's own headers state.
 *
 * In-Reply-To and the last reference agree in nearly all mail. Where they differ, In-Reply-To wins,
 * because bug trackers write References in any order, unless nobody has seen its id while the last
 * reference is here: prose such as `Your message of Friday <me@there>` leaves addresses behind.
 * Of several ids in In-Reply-To the one furthest down the References is the nearest.
 */
export function ownParent(
  input: ThreadInput,
  isReal: (id: MessageId) => boolean,
): MessageId | null {
  const chain = referenceChain(input);
  const last = chain.at(-1) ?? null;
  const stated = input.inReplyTo
    .filter((id) => joins(id) && id !== input.messageId)
    .slice(0, mostReferences);
  if (stated.length === 0) return last;
  const named = new Set(stated);
  const nearest = chain.findLast((id) => named.has(id));
  if (nearest) return nearest;
  const known = stated.find(isReal);
  if (known) return known;
  return last !== null ? last : (stated[0] ?? null);
}
