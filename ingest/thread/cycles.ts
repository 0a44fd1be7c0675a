import { byCodeUnits } from '../../data/schema/code-units.ts';
import type { MessageId } from '../../data/schema/ids.ts';

/**
 * Opens every cycle in `parent` (index of the parent, -1 at a root) by making one member a root:
 * the one with the least rank, then the least id. Each node has one parent, so cycles do not touch
 * and one cut opens each. Linear.
 */
export function breakCycles(
  parent: Int32Array,
  rank: (index: number) => string,
  ids: readonly MessageId[],
): void {
  const visitedBy = new Int32Array(parent.length); // walk number, 0 for not yet
  for (let start = 0; start < parent.length; start++) {
    let node = start;
    while (node >= 0 && visitedBy[node] === 0) {
      visitedBy[node] = start + 1;
      node = parent[node] ?? -1;
    }
    if (node >= 0 && visitedBy[node] === start + 1)
      parent[firstOfCycle(node, parent, rank, ids)] = -1;
  }
}

function firstOfCycle(
  member: number,
  parent: Int32Array,
  rank: (index: number) => string,
  ids: readonly MessageId[],
): number {
  const before = (a: number, b: number) =>
    (byCodeUnits(rank(a), rank(b)) || byCodeUnits(ids[a] ?? '', ids[b] ?? '')) < 0;
  let first = member;
  for (let node = parent[member] ?? member; node !== member; node = parent[node] ?? member) {
    if (before(node, first)) first = node;
  }
  return first;
}
