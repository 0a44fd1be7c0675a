import { byCodeUnits } from '../../data/schema/code-units.ts';
import type { Links } from './links.ts';
import type { ThreadNode, ThreadTree } from './thread.ts';

/**
 * Lays the forest out as threads: ghosts without a real descendant are dropped (RFC 5256, step 3;
 * other ghosts stay), siblings and threads are ordered by date, then id. A ghost has the date of its
 * earliest descendant.
 */
export function layOut(links: Links): ThreadTree[] {
  const { ids, inputs, parent } = links;
  const topDown = parentsFirst(parent);
  const dates = earliestBelow(links, topDown);
  const alive = (node: number) => dates[node] !== undefined;
  const order = (a: number, b: number) =>
    byCodeUnits(dates[a] ?? '', dates[b] ?? '') || byCodeUnits(ids[a] ?? '', ids[b] ?? '');

  const children = new Map<number, number[]>();
  for (const node of topDown) {
    if (!alive(node)) continue;
    const siblings = children.get(parent[node] ?? -1);
    if (siblings) siblings.push(node);
    else children.set(parent[node] ?? -1, [node]);
  }
  for (const siblings of children.values()) if (siblings.length > 1) siblings.sort(order);

  return (children.get(-1) ?? []).flatMap((root) => {
    const messages = depthFirst(root, children, links);
    const subject = messages.map(({ node }) => inputs[node]?.subject).find((text) => text);
    const [first] = messages;
    return first
      ? [{ root: first.messageId, subject: subject ?? '', messages: messages.map(withoutNumber) }]
      : [];
  });
}

type NumberedNode = ThreadNode & { readonly node: number };

const withoutNumber = ({ node: _, ...rest }: NumberedNode): ThreadNode => rest;

/** Every node after its parent. */
function parentsFirst(parent: Int32Array): number[] {
  const order: number[] = [];
  const done = new Uint8Array(parent.length);
  const path: number[] = [];
  for (let start = 0; start < parent.length; start++) {
    for (let node = start; node >= 0 && done[node] === 0; node = parent[node] ?? -1) {
      done[node] = 1;
      path.push(node);
    }
    for (let node = path.pop(); node !== undefined; node = path.pop()) order.push(node);
  }
  return order;
}

/** Sort key of every node that is real or has a real descendant; undefined for the others. */
function earliestBelow(
  { inputs, parent }: Links,
  topDown: readonly number[],
): (string | undefined)[] {
  const dates = Array.from(parent, (_, node) => {
    const input = inputs[node];
    return input && (input.date ?? '9'); // unknown dates after all others
  });
  for (const node of topDown.toReversed()) {
    const above = parent[node] ?? -1;
    const date = dates[node];
    if (above < 0 || date === undefined || inputs[above]) continue;
    const known = dates[above];
    if (known === undefined || date < known) dates[above] = date;
  }
  return dates;
}

function depthFirst(
  root: number,
  children: ReadonlyMap<number, readonly number[]>,
  { ids, inputs, parent, kind }: Links,
): NumberedNode[] {
  const found: NumberedNode[] = [];
  const stack = [{ node: root, depth: 0 }];
  for (let top = stack.pop(); top; top = stack.pop()) {
    const { node, depth } = top;
    const messageId = ids[node];
    if (messageId === undefined) continue;
    const ghost = inputs[node] === undefined;
    const above = ids[parent[node] ?? -1] ?? null;
    const link = above === null ? null : kind(node);
    found.push({ node, messageId, parent: above, ghost, depth, link });
    const below = children.get(node) ?? [];
    for (const child of below.toReversed()) stack.push({ node: child, depth: depth + 1 });
  }
  return found;
}
