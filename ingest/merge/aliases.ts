import type { MessageId } from '../../data/schema/ids.ts';
import { mostDrift, type Sighting, sameMessage } from './same-message.ts';

export type Identified = Sighting & { readonly messageId: MessageId };

/**
 * Which messages known by a synthetic id, ghosts among them, are which real ones.
 *
 * @param unknown messages whose own id is not known
 * @param real messages with the id that their author gave them
 * @returns real id by synthetic id; where several real ones fit, the nearest in time, then the least id
 */
export function aliases(
  unknown: readonly Identified[],
  real: readonly Identified[],
): Map<MessageId, MessageId> {
  const byMinute = new Map<number, Identified[]>();
  for (const message of real) {
    const minute = minuteOf(message.date);
    const others = byMinute.get(minute);
    if (others) others.push(message);
    else byMinute.set(minute, [message]);
  }
  const found = new Map<MessageId, MessageId>();
  for (const message of unknown) {
    const minute = minuteOf(message.date);
    const [best] = [minute - 1, minute, minute + 1]
      .flatMap((near) => byMinute.get(near) ?? [])
      .filter((candidate) => sameMessage(message, candidate))
      .sort(
        (a, b) => drift(message, a) - drift(message, b) || (a.messageId < b.messageId ? -1 : 1),
      );
    if (best) found.set(message.messageId, best.messageId);
  }
  return found;
}

/** NaN, which no map entry of a dated message has, where the date is unknown. */
const minuteOf = (date: string | null) => Math.floor(Date.parse(date ?? '') / mostDrift);

const drift = (a: Identified, b: Identified) =>
  Math.abs(Date.parse(a.date ?? '') - Date.parse(b.date ?? ''));
