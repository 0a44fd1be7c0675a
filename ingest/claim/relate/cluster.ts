import type { Claim } from '../../../data/schema/claim.ts';
import type { StoredRelation } from '../../../data/schema/store/reader.ts';
import { contentWords } from '../read/analysis.ts';
import { tokens } from '../read/tokens.ts';

/** Share of weighted words that two claims must have in common to say the same. */
const threshold = 0.5;
/** Content words below which a claim is too short to be recognised elsewhere. */
const minimumWords = 4;
/** A word in more claims than this tells none of them apart: keeps the search linear. */
const commonWord = 60;

/**
 * Finds restatements: each claim that says again what an earlier one said gets one `restates` relation
 * to the earliest such claim, so that a cluster is a star around its first statement.
 * @param claims of one thread, in order of time
 */
export function restatements(claims: readonly Claim[]): readonly StoredRelation[] {
  const words = claims.map(({ text }) => [...contentWords(tokens(text))]);
  const holders = new Map<string, number[]>();
  for (const [i, own] of words.entries()) {
    for (const word of own)
      holders.set(word, [...(holders.get(word) ?? []), i].slice(0, commonWord + 1));
  }
  const rarity = (word: string) => Math.log(1 + claims.length / (holders.get(word)?.length ?? 1));
  const relations: StoredRelation[] = [];
  for (const [i, own] of words.entries()) {
    const claim = claims[i];
    if (!claim || own.length < minimumWords) continue;
    const first = earliestLike(i, own, words, holders, rarity);
    const target = first === null ? undefined : claims[first];
    if (!target || target.id === claim.id || target.messageId === claim.messageId) continue;
    relations.push({ from: claim.id, kind: 'restates', to: target.id, origin: 'extracted' });
  }
  return relations;
}

function earliestLike(
  at: number,
  own: readonly string[],
  words: readonly (readonly string[])[],
  holders: ReadonlyMap<string, readonly number[]>,
  rarity: (word: string) => number,
): number | null {
  const shared = new Map<number, number>();
  for (const word of own) {
    const others = holders.get(word) ?? [];
    if (others.length > commonWord) continue;
    for (const other of others) {
      if (other < at) shared.set(other, (shared.get(other) ?? 0) + rarity(word));
    }
  }
  const weight = (list: readonly string[]) => list.reduce((sum, word) => sum + rarity(word), 0);
  const mine = weight(own);
  for (const [other, common] of [...shared].sort(([a], [b]) => a - b)) {
    const theirs = words[other] ?? [];
    if (theirs.length < minimumWords) continue;
    if (common / (mine + weight(theirs) - common) >= threshold) return other;
  }
  return null;
}
