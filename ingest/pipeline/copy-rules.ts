import { hash } from 'node:crypto';
import type { MessageId } from '../../data/schema/ids.ts';
import type { Mailbox } from '../../data/schema/message.ts';
import type { CopyRules, ResolvedCopies } from '../../data/schema/store/copy-writer.ts';
import type { NewMessage } from '../../data/schema/store/writer.ts';
import { personsAgree } from '../merge/person.ts';
import { sameBody } from '../merge/same-body.ts';
import { sameMessage } from '../merge/same-message.ts';
import { contentHash } from './content-hash.ts';
import { wordsOf } from './words.ts';

type Bodied = { readonly from: Mailbox; readonly date: string | null; readonly body: string };

const alike = (a: Bodied, b: Bodied) => (a.body <= b.body ? sameMessage(a, b) : sameMessage(b, a));

/** Bodies of equal length must be compared the same way round, whichever came first. */
const byBody = (a: Bodied, b: Bodied): [string, string] =>
  a.body <= b.body ? [a.body, b.body] : [b.body, a.body];

/** How copies of one message become one; the store calls these and knows nothing of mail itself. */
export const copyRules: CopyRules = {
  same: alike,
  mayBe: (ghost, message) => personsAgree(ghost.from, message.from),
  resolve: resolveCopies,
  words: wordsOf,
};

/** Chooses what is shown, independent of the order in which the copies came. */
export function resolveCopies(copies: readonly NewMessage[]): ResolvedCopies {
  const order = copies
    .map((message, index) => ({ message, index }))
    .sort((a, b) => compareCopies(a.message, b.message));
  const groups: { message: NewMessage; of: number[] }[] = [];
  for (const { message, index } of order) {
    const group = groups.find((candidate) => areOne(candidate.message, message));
    if (group) group.of.push(index);
    else groups.push({ message, of: [index] });
  }
  const [primary, ...variants] = groups;
  if (!primary) throw new Error('a group of copies without a copy');
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

function areOne(a: NewMessage, b: NewMessage): boolean {
  if (a.messageId === b.messageId) return sameBody(...byBody(a, b));
  return (a.synthetic || b.synthetic) && alike(a, b); // two real ids are two messages
}

/** Real ids first, then earlier ones, then longer ones: an archive may cut a mail, none adds words to it. */
function compareCopies(a: NewMessage, b: NewMessage): number {
  return (
    Number(a.synthetic) - Number(b.synthetic) ||
    compareText(a.date ?? '9', b.date ?? '9') ||
    b.references.length - a.references.length ||
    b.body.length - a.body.length ||
    compareText(a.hash, b.hash)
  );
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

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
