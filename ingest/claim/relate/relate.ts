import type { Claim, RelationKind } from '../../../data/schema/claim.ts';
import type { MessageId } from '../../../data/schema/ids.ts';
import type { Quote } from '../../../data/schema/message.ts';
import type { StoredRelation } from '../../../data/schema/store/reader.ts';

/**
 * How each claim of a message bears on the claim whose words it answers. The words answered are the
 * quote that ends nearest above it; its origin, as resolved, says which message and which claim.
 */
export function relateMessage(
  claims: readonly Claim[],
  quotes: readonly Quote[],
  claimsOf: (message: MessageId) => readonly Claim[],
): readonly StoredRelation[] {
  const resolved = quotes.filter(({ origin }) => origin !== null).sort((a, b) => a.end - b.end);
  const relations: StoredRelation[] = [];
  let next = 0;
  let above: Quote | null = null;
  for (const claim of [...claims].sort((a, b) => a.start - b.start)) {
    for (let quote = resolved[next]; quote && quote.end <= claim.start; quote = resolved[++next]) {
      above = quote;
    }
    const target = above && answered(above, claimsOf);
    if (!target || target.id === claim.id) continue;
    const kind = relationKind(claim, target);
    if (kind) relations.push({ from: claim.id, kind, to: target.id, origin: 'extracted' });
  }
  return relations;
}

/** The claim that a quote ends in: of those it touches, the last one that it holds half of. */
function answered(
  { origin }: Quote,
  claimsOf: (message: MessageId) => readonly Claim[],
): Claim | null {
  if (!origin) return null;
  let last: Claim | null = null;
  for (const claim of claimsOf(origin.messageId)) {
    const shared = Math.min(claim.end, origin.end) - Math.max(claim.start, origin.start);
    if (shared >= 0.5 * (claim.end - claim.start) && (!last || claim.start > last.start))
      last = claim;
  }
  return last;
}

const qualifying =
  /\b(?:but|except|unless|only if|only when|as long as|provided|depends|however|not always|in some cases)\b/i;

/** Null where the stance says nothing about the target. */
function relationKind(claim: Claim, target: Claim): RelationKind | null {
  if (target.kind === 'issue' && claim.kind !== 'issue') return 'answers';
  if (claim.stance === 'disputes') return 'attacks';
  if (claim.stance === 'supports')
    return qualifying.test(claim.text.slice(0, 400)) ? 'qualifies' : 'supports';
  return claim.kind !== 'issue' && qualifying.test(claim.text.slice(0, 400)) ? 'qualifies' : null;
}
