import type { Facets, Shard } from './shapes.ts';

export interface Filters {
  readonly person: string;
  readonly kind: string;
  readonly stance: string;
  readonly approach: string;
  readonly verdict: string;
  readonly type: string;
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
): number[] {
  const lists = words.map((word, index) =>
    postings(word, index === words.length - 1, shards[index] ?? {}, facets.docs),
  );
  const first = lists[0] ?? new Map(facets.types.map((_, id) => [id, 0]));
  const scored: [number, number][] = [];
  for (const [id, score] of first) {
    if (!passes(id, facets, filters)) continue;
    const others = lists.slice(1).map((list) => list.get(id));
    if (others.some((other) => other === undefined)) continue;
    scored.push([id, others.reduce<number>((sum, other) => sum + (other ?? 0), score)]);
  }
  return scored.sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([id]) => id);
}

function postings(word: string, prefix: boolean, shard: Shard, docs: number): Map<number, number> {
  const found = new Map<number, number>();
  for (const [term, list] of Object.entries(shard)) {
    if (term !== word && !(prefix && term.startsWith(word))) continue;
    const rarity = Math.log(1 + docs / (list.length / 2)) * (term === word ? 1 : 0.6);
    for (let at = 0; at < list.length; at += 2) {
      const id = list[at] ?? 0;
      found.set(id, Math.max(found.get(id) ?? 0, (list[at + 1] ?? 0) * rarity));
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
    (filters.verdict === '' || claim?.verdicts.includes(filters.verdict) === true) &&
    (filters.approach === '' || claim?.approaches.includes(filters.approach) === true)
  );
}
