import { byCodeUnits } from '../../data/schema/code-units.ts';
import type { MessageId } from '../../data/schema/ids.ts';

/**
 * Parents for nodes that state none, from the order of ids in other messages' References: RFC 5256,
 * step 1.A, except that not the first list read decides but the most, so that order is no matter.
 *
 * Lists are truncated in the middle, which sets an ancestor beside a remote descendant. Where one
 * candidate is known to be above another, the lower one is the truer parent.
 *
 * @param chains ancestors as each message lists them, eldest first, as indices
 * @param parent links that messages state themselves, -1 where none
 * @returns parent by child; may hold cycles
 */
export function impliedParents(
  chains: readonly (readonly number[])[],
  parent: Int32Array,
  ids: readonly MessageId[],
): Map<number, number> {
  const votes = new Map<number, Map<number, number>>();
  for (const chain of chains) {
    for (let i = 1; i < chain.length; i++) {
      const child = chain[i] ?? -1;
      const above = chain[i - 1] ?? -1;
      if (parent[child] !== -1) continue;
      const counts = votes.get(child) ?? new Map<number, number>();
      votes.set(child, counts);
      counts.set(above, (counts.get(above) ?? 0) + 1);
    }
  }
  const elected = new Map<number, number>();
  for (const [child, counts] of votes) elected.set(child, elect(counts, parent, ids));
  return elected;
}

function elect(
  counts: ReadonlyMap<number, number>,
  parent: Int32Array,
  ids: readonly MessageId[],
): number {
  const candidates = [...counts].sort(
    ([a, votesA], [b, votesB]) => votesB - votesA || byCodeUnits(ids[a] ?? '', ids[b] ?? ''),
  );
  let best = candidates[0]?.[0] ?? -1;
  for (const [candidate] of candidates.slice(1, mostCandidates)) {
    if (isAbove(best, candidate, parent)) best = candidate;
  }
  return best;
}

/** Candidates weighed; a hostile set of mails can make as many as it has members. */
const mostCandidates = 20;
/** How far up a candidate's ancestors are followed. */
const furthest = 200;

function isAbove(upper: number, lower: number, parent: Int32Array): boolean {
  let node = lower;
  for (let step = 0; step < furthest && node >= 0; step++) {
    node = parent[node] ?? -1;
    if (node === upper) return true;
  }
  return false;
}
