import type { MessageId } from '../../data/schema/ids.ts';
import type { Mailbox } from '../../data/schema/message.ts';
import { baseSubject } from './base-subject.ts';
import { coverage } from './coverage.ts';
import { personsAgree } from './person.ts';
import { isSynthetic } from './synthetic-id.ts';

/** A message as one archive, or somebody's quotes of it, show it. */
export interface Sighting {
  readonly from: Mailbox;
  /** ISO 8601 in UTC. */
  readonly date: string | null;
  readonly body: string;
  /** Absent where only quotes tell of the message. */
  readonly subject?: string;
  readonly inReplyTo?: readonly MessageId[];
  readonly references?: readonly MessageId[];
}

/** Archives stamp a message when it reaches them: seconds after its Date, as a rule. */
export const mostDrift = 60_000;
/** Share of the shorter text's words that the longer must have, in phrases of three. */
const likeEnough = 0.7;

/**
 * Whether two sightings are one message, told without ids: authors, subjects and parents agree (by name,
 * or by address, masked or not; a parent that one of them does not name agrees with any), instants lie
 * within a minute, and the shorter text is found in the longer, which may have a list footer, another
 * wrapping or masked addresses, or be whole where the other was cut or is what others quoted. Instants
 * equal to the second suffice where one text is empty.
 *
 * Symmetric. Meant for messages whose own id is not known: two real ids are two messages.
 */
export function sameMessage(a: Sighting, b: Sighting): boolean {
  if (a.date === null || b.date === null || !personsAgree(a.from, b.from)) return false;
  const drift = Math.abs(Date.parse(a.date) - Date.parse(b.date));
  if (!(drift <= mostDrift) || conflict(a, b)) return false;
  const [short, long] = inOrder(a.body, b.body);
  if (short.trim() === '') return drift < 1000;
  return coverage(short, long) >= likeEnough;
}

/** Whether subjects or parents show that two sightings are two messages, whatever their words. */
export function conflict(a: Sighting, b: Sighting): boolean {
  if (a.subject !== undefined && b.subject !== undefined && a.subject !== b.subject) {
    if (baseSubject(a.subject) !== baseSubject(b.subject)) return true;
  }
  const parentsA = parentsOf(a);
  const parentsB = parentsOf(b);
  if (parentsA.length === 0 || parentsB.length === 0) return false;
  return !parentsA.some((id) => parentsB.includes(id));
}

/** Ids that can be the parent's; those that we made from an attribution line say nothing against others. */
function parentsOf({ inReplyTo = [], references = [] }: Sighting): MessageId[] {
  const stated = inReplyTo.length > 0 ? inReplyTo : references.slice(-1);
  return stated.filter((id) => !isSynthetic(id));
}

/** The shorter text first; texts of one length by their characters, so that it is the same both ways. */
function inOrder(a: string, b: string): [string, string] {
  if (a.length !== b.length) return a.length < b.length ? [a, b] : [b, a];
  return a <= b ? [a, b] : [b, a];
}
