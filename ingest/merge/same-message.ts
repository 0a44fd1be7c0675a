import type { Mailbox } from '../../data/schema/message.ts';
import { coverage } from './coverage.ts';
import { personsAgree } from './person.ts';

/** A message as one archive, or somebody's quotes of it, show it. */
export interface Sighting {
  readonly from: Mailbox;
  /** ISO 8601 in UTC. */
  readonly date: string | null;
  readonly body: string;
}

/** Archives stamp a message when it reaches them: seconds after its Date, as a rule. */
export const mostDrift = 60_000;
/** Share of the shorter text's words that the longer must have, in phrases of three. */
const likeEnough = 0.7;

/**
 * Whether two sightings are one message, told without ids: authors agree (by name, or by address,
 * masked or not), instants lie within a minute, and the shorter text is found in the longer, which
 * may have a list footer, another wrapping or masked addresses, or be whole where the other was cut
 * or is what others quoted. Instants equal to the second suffice where one text is empty.
 *
 * Meant for messages whose own id is not known: two real ids are two messages.
 */
export function sameMessage(a: Sighting, b: Sighting): boolean {
  if (a.date === null || b.date === null || !personsAgree(a.from, b.from)) return false;
  const drift = Math.abs(Date.parse(a.date) - Date.parse(b.date));
  if (!(drift <= mostDrift)) return false;
  const [short, long] = a.body.length <= b.body.length ? [a.body, b.body] : [b.body, a.body];
  if (short.trim() === '') return drift < 1000;
  return coverage(short, long) >= likeEnough;
}
