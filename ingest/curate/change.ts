import type { Claim, CuratedClaim, Relation } from '../../data/schema/claim.ts';
import { quoteHash } from '../../data/schema/hash.ts';

/** Who changed a claim, and on which day. */
export type Reviewer = Pick<CuratedClaim['history'][number], 'date' | 'by'>;

/** What a reviewer may change of a curated claim; the quote, its position and its hash are not among it. */
export type Change = Partial<
  Pick<CuratedClaim, 'kind' | 'stance' | 'title' | 'approaches' | 'judgement'>
>;

/** The claim changed, and the change noted in its history with the words it replaced. */
export function edited(
  claim: CuratedClaim,
  change: Change,
  who: Reviewer,
  why?: string,
): CuratedClaim {
  const told = (['kind', 'stance', 'title', 'approaches', 'judgement'] as const).flatMap((name) => {
    const before = claim[name];
    const after = change[name];
    if (after === undefined || JSON.stringify(after) === JSON.stringify(before)) return [];
    return [`${name} was ${before === undefined ? 'absent' : JSON.stringify(before)}`];
  });
  if (told.length === 0) return claim;
  const what = `${told.join(', ')}${why ? `; ${why}` : ''}`;
  return { ...claim, ...change, history: [...claim.history, { ...who, what }] };
}

/** Words of a message: the id that they give, where they stand, and the body around them. */
export type QuotedWords = Pick<Claim, 'id' | 'text' | 'start' | 'end'> & { readonly body: string };

/** UTF-16 code units kept on each side of a quote that the repository may hold. */
const around = 32;

/** The claim with other words of its message for a quote, and so with another id. */
export function requoted(
  claim: CuratedClaim,
  { id, text, start, end, body }: QuotedWords,
  { why, ...who }: Reviewer & { readonly why: string },
): CuratedClaim {
  if (id === claim.id) return claim;
  const quote = {
    exact: text,
    prefix: body.slice(Math.max(0, start - around), start),
    suffix: body.slice(end, end + around),
  };
  return {
    ...claim,
    id,
    was: [...claim.was, claim.id],
    position: { start, end },
    hash: quoteHash(text),
    ...(claim.quote && { quote }),
    history: [...claim.history, { ...who, what: `the quote was cut anew (${claim.id}); ${why}` }],
  };
}

/** The claim with a relation added, once. */
export function related(claim: CuratedClaim, relation: Relation): CuratedClaim {
  const known = claim.relations.some(
    ({ kind, to }) => kind === relation.kind && to === relation.to,
  );
  return known ? claim : { ...claim, relations: [...claim.relations, relation] };
}

/** The claim with its relations to one claim turned to another; none is left that points at itself. */
export function redirected(
  claim: CuratedClaim,
  from: string,
  to: CuratedClaim['id'],
): CuratedClaim {
  if (!claim.relations.some((relation) => relation.to === from)) return claim;
  const turned = claim.relations
    .map((relation) => (relation.to === from ? { ...relation, to } : relation))
    .filter((relation) => relation.to !== claim.id);
  const seen = new Set<string>();
  const relations = turned.filter(({ kind, to: target }) => {
    const key = `${kind} ${target}`;
    return !seen.has(key) && seen.add(key);
  });
  return { ...claim, relations };
}
