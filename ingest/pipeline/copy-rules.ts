import { hash } from 'node:crypto';
import type { MessageId } from '../../data/schema/ids.ts';
import type { CopyRules, ResolvedCopies } from '../../data/schema/store/copy-writer.ts';
import type { NewMessage } from '../../data/schema/store/writer.ts';
import { personsAgree } from '../merge/person.ts';
import { contentHash } from './content-hash.ts';
import { wordsOf } from './words.ts';

/** How copies of one message become one; the store calls these and knows nothing of mail itself. */
export const copyRules: CopyRules = {
  same: (a, b) => a.date === b.date && personsAgree(a.from, b.from) && sameWords(a.body, b.body),
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
    const group = groups.find((candidate) => sameWords(candidate.message.body, message.body));
    if (group) group.of.push(index);
    else groups.push({ message, of: [index] });
  }
  const [primary, ...variants] = groups;
  if (!primary) throw new Error('a group of copies without a copy');
  return { primary, variants: variants.map(asVariant) };
}

/** Copies that bear a real id first, then earlier ones, then shorter ones: footers make longer. */
function compareCopies(a: NewMessage, b: NewMessage): number {
  return (
    Number(a.synthetic) - Number(b.synthetic) ||
    compareText(a.date ?? '9', b.date ?? '9') ||
    a.body.length - b.body.length ||
    compareText(a.hash, b.hash)
  );
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** One body is the other with a footer, or differs in white space and wrapping only. */
function sameWords(a: string, b: string): boolean {
  const [x, y] = [squeeze(a), squeeze(b)].sort((p, q) => p.length - q.length);
  return x !== undefined && y !== undefined && x.length > 0 && y.startsWith(x);
}

const squeeze = (body: string) => body.replace(/\s+/g, '');

/** A message that bears another one's id keeps its words under an id made of both. */
function asVariant({ message, of }: { message: NewMessage; of: readonly number[] }) {
  const digest = hash('sha256', `${message.messageId}\0${message.hash}`, 'hex').slice(0, 24);
  const variant = {
    ...message,
    messageId: `<${digest}@variant.invalid>` as MessageId,
    synthetic: false,
    source: { location: '', format: '' },
  };
  return { message: { ...variant, hash: contentHash(variant) }, of };
}
