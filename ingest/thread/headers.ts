import type { MessageId } from '../../data/schema/ids.ts';
import type { ThreadInput } from './thread.ts';

/**
 * Most references that a message is believed to have; the rest of a longer list is dropped from its
 * middle. Stops a mail with 200,000 references from making as many ghosts.
 */
const mostReferences = 500;

/** What is known of the ids that headers name. */
export interface Known {
  /** Whether a message that is here bears the id. */
  readonly isReal: (id: MessageId) => boolean;
  /** Whether another message's References begin with it: it is the root of its thread. */
  readonly isRoot: (id: MessageId) => boolean;
}

/**
 * Whether an id can name a message: with `@`, or borne by one. `In-Reply-To: <yes>` occurs and would
 * join strangers.
 */
const joins = (id: MessageId, { isReal }: Pick<Known, 'isReal'>) => id.includes('@') || isReal(id);

/** Ancestors that a message's headers name, eldest first, each once, without the message itself. */
export function referenceChain(input: ThreadInput, known: Known): MessageId[] {
  const valid = input.references.filter((id) => joins(id, known) && id !== input.messageId);
  const kept =
    valid.length > mostReferences
      ? [...valid.slice(0, 1), ...valid.slice(1 - mostReferences)]
      : valid;
  // The last mention counts: mailers that repeat ids append the parent.
  const chain = [...new Set(kept.reverse())].reverse();
  return namesParentFirst(input, chain, known) ? [...chain.slice(1), ...chain.slice(0, 1)] : chain;
}

/**
 * MH-E names the parent before the parent's own references. Believed only of a parent that is not here
 * and that nobody else lists as a root: bug trackers answer the root and list others behind it.
 */
function namesParentFirst(
  { inReplyTo }: ThreadInput,
  chain: readonly MessageId[],
  { isReal, isRoot }: Known,
): boolean {
  const [first, second] = chain;
  if (first === undefined || second === undefined || inReplyTo.length !== 1) return false;
  return inReplyTo[0] === first && !isReal(first) && !isRoot(first) && chain.some(isReal);
}

/**
 * The parent that a message's own headers state.
 *
 * In-Reply-To and the last reference agree in nearly all mail. Where they differ, In-Reply-To wins,
 * because bug trackers write References in any order, unless nobody has seen its id while the last
 * reference is here: prose such as `Your message of Friday <me@there>` leaves addresses behind.
 * Of several ids in In-Reply-To the one furthest down the References is the nearest.
 *
 * @param chain what `referenceChain` gives for the message
 */
export function ownParent(
  input: ThreadInput,
  chain: readonly MessageId[],
  known: Known,
): MessageId | null {
  const last = chain.at(-1) ?? null;
  const stated = input.inReplyTo
    .filter((id) => joins(id, known) && id !== input.messageId)
    .slice(0, mostReferences);
  if (stated.length === 0) return last;
  const named = new Set(stated);
  const nearest = chain.findLast((id) => named.has(id));
  if (nearest) return nearest;
  return stated.find(known.isReal) ?? last ?? stated[0] ?? null;
}

/** Whether headers name nothing that could be a message. */
export function namesNothing(input: Pick<ThreadInput, 'inReplyTo' | 'references'>): boolean {
  return ![...input.inReplyTo, ...input.references].some((id) => id.includes('@'));
}
