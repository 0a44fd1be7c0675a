import type { Facets, Shard } from './shapes.ts';

export interface Filters {
  readonly person: string;
  readonly kind: string;
  readonly stance: string;
  readonly approach: string;
  readonly ruling: string;
  readonly type: string;
}

/** A document found, and the words of the index by which it was. */
export interface Match {
  readonly id: number;
  readonly terms: readonly string[];
}

interface Score {
  readonly score: number;
  readonly terms: readonly string[];
}

/**
 * Documents that have every word (the last one as a prefix), best first: sum of weight × rarity.
 * Without words, everything that passes the filters.
 */
export function rank(
  words: readonly string[],
  shards: readonly Shard[],
  facets: Facets,
  filters: Filters,
): Match[] {
  const lists = words.map((word, index) =>
    postings(word, index === words.length - 1, shards[index] ?? {}, facets.docs),
  );
  const every = () => new Map(facets.types.map((_, id) => [id, { score: 0, terms: [] }]));
  const found: (Match & Score)[] = [];
  for (const [id] of lists[0] ?? every()) {
    if (!passes(id, facets, filters)) continue;
    const scores = lists.flatMap((list) => list.get(id) ?? []);
    if (scores.length < lists.length) continue;
    found.push({
      id,
      score: scores.reduce((sum, one) => sum + one.score, 0),
      terms: [...new Set(scores.flatMap((one) => one.terms))],
    });
  }
  return found
    .sort((a, b) => b.score - a.score || a.id - b.id)
    .map(({ id, terms }) => ({ id, terms }));
}

function postings(word: string, prefix: boolean, shard: Shard, docs: number): Map<number, Score> {
  const found = new Map<number, Score>();
  for (const [term, list] of Object.entries(shard)) {
    if (term !== word && !(prefix && term.startsWith(word))) continue;
    const rarity = Math.log(1 + docs / (list.length / 2)) * (term === word ? 1 : 0.6);
    for (let at = 0; at < list.length; at += 2) {
      const id = list[at] ?? 0;
      const known = found.get(id);
      const score = (list[at + 1] ?? 0) * rarity;
      found.set(id, {
        score: Math.max(known?.score ?? 0, score),
        terms: [...(known?.terms ?? []), term],
      });
    }
  }
  return found;
}

function passes(id: number, facets: Facets, filters: Filters): boolean {
  const claim = facets.claims[id];
  const person = facets.people[facets.person[id] ?? -1] ?? '';
  return (
    (filters.type === '' || facets.types[id] === filters.type) &&
    (filters.person === '' || person === filters.person) &&
    (filters.kind === '' || claim?.kind === filters.kind) &&
    (filters.stance === '' || claim?.stance === filters.stance) &&
    (filters.ruling === '' || claim?.ruling === filters.ruling) &&
    (filters.approach === '' || claim?.approaches.includes(filters.approach) === true)
  );
}
