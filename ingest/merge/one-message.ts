import type { MessageId } from '../../data/schema/ids.ts';
import { sameBody } from './same-body.ts';
import { conflict, type Sighting, sameMessage } from './same-message.ts';

/** A copy of a message; `synthetic` where its source did not give its id. */
export type Copy = Sighting & { readonly messageId: MessageId; readonly synthetic: boolean };

/**
 * Divides copies into messages: places of the copies of each, in their order.
 *
 * Likeness is no equivalence (three copies 50 s apart are alike by pairs of neighbours), being one message
 * is. So likeness joins, step by step, what it connects, unless two members of what it would make are
 * known to be two messages: by real ids, subjects or parents, or under one id by their words. Pairs are
 * taken in the order of the copies, so that the result depends on their set alone if they come sorted.
 */
export function oneMessage(copies: readonly Copy[]): number[][] {
  const groupOf = copies.map((_, i) => [i]);
  for (let a = 0; a < copies.length; a++) {
    for (let b = a + 1; b < copies.length; b++) {
      const left = groupOf[a] ?? [];
      const right = groupOf[b] ?? [];
      if (left === right || !alike(copies[a], copies[b])) continue;
      if (left.some((i) => right.some((j) => twoMessages(copies[i], copies[j])))) continue;
      const joined = [...left, ...right].sort((x, y) => x - y);
      for (const member of joined) groupOf[member] = joined;
    }
  }
  return [...new Set(groupOf)].sort((x, y) => (x[0] ?? 0) - (y[0] ?? 0));
}

function alike(a: Copy | undefined, b: Copy | undefined): boolean {
  if (!a || !b) return false;
  if (a.messageId === b.messageId) return sameBody(a.body, b.body);
  return (a.synthetic || b.synthetic) && sameMessage(a, b);
}

function twoMessages(a: Copy | undefined, b: Copy | undefined): boolean {
  if (!a || !b) return false;
  if (a.synthetic || b.synthetic) return a.messageId !== b.messageId && conflict(a, b);
  return a.messageId !== b.messageId;
}
