import type { Claim } from '../../../data/schema/claim.ts';
import { fold } from '../../../data/schema/hash.ts';
import type { ClaimId } from '../../../data/schema/ids.ts';

/** Words below which the same text may well be said twice and mean two things: "I agree with that." */
const fewestWords = 6;

/** What makes two claims one: the same person's same words. Null where they are too few to tell. */
export function sameWords({ author, text }: Pick<Claim, 'author' | 'text'>): string | null {
  const words = fold(text).toLowerCase();
  return words.split(' ').length < fewestWords ? null : `${author.toLowerCase()}\0${words}`;
}

/**
 * Claims of a thread that repeat another to the letter, as reposted mails and patches do, each with the
 * one that stands for all: the most salient, which others answered, else the first.
 * @param claims in order of time
 */
export function repeats(claims: readonly Claim[]): ReadonlyMap<ClaimId, ClaimId> {
  const groups = Map.groupBy(claims, (claim) => sameWords(claim) ?? claim.id);
  const found = new Map<ClaimId, ClaimId>();
  for (const group of groups.values()) {
    const [first, ...others] = group;
    if (!first) continue;
    const kept = others.reduce((best, one) => (one.salience > best.salience ? one : best), first);
    for (const { id } of group) if (id !== kept.id) found.set(id, kept.id);
  }
  return found;
}
