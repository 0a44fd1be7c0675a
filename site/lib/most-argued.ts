/** Of claims that were answered those with the most answers, most first. */
export function mostArgued<C>(
  claims: readonly C[],
  answers: (claim: C) => number,
  most: number,
): C[] {
  return claims
    .filter((claim) => answers(claim) > 0)
    .toSorted((a, b) => answers(b) - answers(a))
    .slice(0, most);
}
