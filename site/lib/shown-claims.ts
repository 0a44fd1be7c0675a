import type { Claim } from '../../data/schema/claim.ts';

/** What is marked in a message: reviewed claims, and extracted ones where no reviewed one overlaps. */
export function shownClaims(claims: readonly Claim[]): Claim[] {
  const reviewed = claims.filter((claim) => claim.origin === 'curated');
  const found = claims.filter(
    (claim) =>
      claim.origin === 'extracted' &&
      !reviewed.some((other) => other.start < claim.end && claim.start < other.end),
  );
  return [...reviewed, ...found].sort((a, b) => a.start - b.start);
}
