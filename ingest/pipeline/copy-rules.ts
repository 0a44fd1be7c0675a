import { hash } from 'node:crypto';
import type { MessageId } from '../../data/schema/ids.ts';
import type { CopyRules, ResolvedCopies } from '../../data/schema/store/copy-writer.ts';
import type { NewMessage } from '../../data/schema/store/writer.ts';
import { personsAgree } from '../merge/person.ts';
import { sameBody } from '../merge/same-body.ts';
import { sameMessage } from '../merge/same-message.ts';
import { contentHash } from './content-hash.ts';
import { wordsOf } from './words.ts';

/** How copies of one message become one; the store calls these and knows nothing of mail itself. */
export const copyRules: CopyRules = {
  same: sameMessage,
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
  return { primary, variants: variants.map(asVariant) };
}

function areOne(a: NewMessage, b: NewMessage): boolean {
  if (a.messageId !== b.messageId) return sameMessage(a, b);
  return sameBody(a.body, b.body);
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
function asVariant({ message, of }: { message: NewMessage; of: readonly number[] }) {
  const digest = hash('sha256', `${message.messageId}\0${message.hash}`, 'hex').slice(0, 24);
  const variant = {
    ...message,
    messageId: `<${digest}@variant.invalid>` as MessageId,
    source: { location: '', format: '' },
  };
  return { message: { ...variant, hash: contentHash(variant) }, of };
}
