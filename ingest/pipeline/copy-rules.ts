import { hash } from 'node:crypto';
import { byCodeUnits } from '../../data/schema/code-units.ts';
import type { MessageId } from '../../data/schema/ids.ts';
import type { CopyRules, ResolvedCopies } from '../../data/schema/store/copy-writer.ts';
import type { NewMessage } from '../../data/schema/store/writer.ts';
import { oneMessage } from '../merge/one-message.ts';
import { onePerson } from '../merge/one-person.ts';
import { sameMessage } from '../merge/same-message.ts';
import { meetingPoints } from '../thread/meeting-points.ts';
import { contentHash } from './content-hash.ts';

/** How copies of one message become one; the store calls these and knows nothing of mail itself. */
export const copyRules: CopyRules = {
  same: sameMessage,
  mayBe: (ghost, message) => onePerson(ghost.from, message.from),
  meets: meetingPoints,
  resolve: resolveCopies,
};

/** Chooses what is shown, independent of the order in which the copies came. */
export function resolveCopies(copies: readonly NewMessage[]): ResolvedCopies {
  const order = copies
    .map((message, index) => ({ message, index }))
    .sort((a, b) => compareCopies(a.message, b.message));
  const groups = oneMessage(order.map(({ message }) => message)).map((places) => {
    const of = places.flatMap((place) => order[place] ?? []);
    return { message: first(of).message, of: of.map(({ index }) => index) };
  });
  const primary = first(groups);
  const variants = groups.slice(1);
  const used = new Set([primary.message.messageId]);
  return {
    primary,
    variants: variants.map(({ message, of }) => {
      const free = !used.has(message.messageId);
      used.add(message.messageId);
      return { message: free ? message : renamed(message), of };
    }),
  };
}

function first<T>([head]: readonly T[]): T {
  if (head === undefined) throw new Error('a group of copies without a copy');
  return head;
}

/** Real ids first, then earlier ones, then longer ones: an archive may cut a mail, none adds words to it. */
function compareCopies(a: NewMessage, b: NewMessage): number {
  return (
    Number(a.synthetic) - Number(b.synthetic) ||
    byCodeUnits(a.date ?? '9', b.date ?? '9') ||
    b.references.length - a.references.length ||
    b.body.length - a.body.length ||
    byCodeUnits(a.hash, b.hash)
  );
}

/** A message that bears another one's id keeps its words under an id made of both. */
function renamed(message: NewMessage): NewMessage {
  const digest = hash('sha256', `${message.messageId}\0${message.hash}`, 'hex').slice(0, 24);
  const variant = {
    ...message,
    messageId: `<${digest}@variant.invalid>` as MessageId,
    source: { location: '', format: '' },
  };
  return { ...variant, hash: contentHash(variant) };
}
