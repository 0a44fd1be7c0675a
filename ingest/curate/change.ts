import type { CuratedClaim, Relation } from '../../data/schema/claim.ts';

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
