import type { RelationKind } from '../../data/schema/claim.ts';

/** One step of an argument: what it says about what. */
export interface Step<Node> {
  readonly from: Node;
  readonly kind: RelationKind;
  readonly to: Node;
}

export interface Argument<Node> {
  readonly nodes: readonly Node[];
  readonly edges: readonly Step<Node>[];
}

/** A part of an argument that can be read at its natural size, and what is folded away behind its nodes. */
export interface Part<Node> extends Argument<Node> {
  readonly folds: readonly Fold<Node>[];
}

export interface Fold<Node> {
  readonly at: Node;
  /** Statements behind `at`, at whatever depth. */
  readonly count: number;
  /** Begins with `at` itself. */
  readonly part: Part<Node>;
}

export interface Folded<Node> {
  /** The largest argument first; none has fewer than two nodes. */
  readonly parts: readonly Part<Node>[];
  /** Nodes that nothing relates to another. */
  readonly alone: readonly Node[];
}

/** More boxes than this cannot be read at their natural size on a laptop. */
export const mostNodes = 12;

/** Cuts an argument into parts of at most `most` nodes: what is argued over most stays, the rest is folded behind it. */
export function foldArgument<Node>(
  argument: Argument<Node>,
  most: number = mostNodes,
): Folded<Node> {
  const near = neighbours(argument);
  const groups = connected(argument.nodes, near).sort((a, b) => b.length - a.length);
  return {
    parts: groups
      .filter((group) => group.length > 1)
      .map((group) => partOf(group, foremost(group, near), argument, near, most)),
    alone: groups.filter((group) => group.length === 1).flat(),
  };
}

type Near<Node> = ReadonlyMap<Node, ReadonlySet<Node>>;

function neighbours<Node>({ nodes, edges }: Argument<Node>): Near<Node> {
  const near = new Map(nodes.map((node) => [node, new Set<Node>()]));
  for (const { from, to } of edges) {
    if (from === to || !near.has(from) || !near.has(to)) continue;
    near.get(from)?.add(to);
    near.get(to)?.add(from);
  }
  return near;
}

function connected<Node>(nodes: readonly Node[], near: Near<Node>): Node[][] {
  const seen = new Set<Node>();
  return nodes.flatMap((start) => {
    if (seen.has(start)) return [];
    seen.add(start);
    const group = [start];
    for (const node of group)
      for (const next of near.get(node) ?? [])
        if (!seen.has(next)) {
          seen.add(next);
          group.push(next);
        }
    return [group];
  });
}

/** The one with the most relations; of equals the first. */
function foremost<Node>(nodes: Iterable<Node>, near: Near<Node>): Node {
  const [first, ...others] = nodes;
  return others.reduce(
    (best, node) => (degree(node, near) > degree(best, near) ? node : best),
    first as Node,
  );
}

const degree = <Node>(node: Node, near: Near<Node>) => near.get(node)?.size ?? 0;

function partOf<Node>(
  group: readonly Node[],
  start: Node,
  argument: Argument<Node>,
  near: Near<Node>,
  most: number,
): Part<Node> {
  const inside = new Set(group);
  const shown = new Set([start]);
  while (shown.size < Math.min(most, group.length)) {
    const edge = new Set([...shown].flatMap((node) => [...(near.get(node) ?? [])]));
    const open = [...edge].filter((node) => inside.has(node) && !shown.has(node));
    if (open.length === 0) break;
    shown.add(foremost(open, near));
  }
  const folds = [...behind(shown, inside, near)].map(([at, hidden]) => ({
    at,
    count: hidden.length,
    part: partOf([at, ...hidden], at, argument, near, most),
  }));
  return {
    nodes: group.filter((node) => shown.has(node)),
    edges: argument.edges.filter(({ from, to }) => from !== to && shown.has(from) && shown.has(to)),
    folds,
  };
}

/** Each node that is not shown, by the shown one that is nearest to it. */
function behind<Node>(
  shown: ReadonlySet<Node>,
  inside: ReadonlySet<Node>,
  near: Near<Node>,
): ReadonlyMap<Node, Node[]> {
  const nearest = new Map([...shown].map((node) => [node, node]));
  const hidden = new Map<Node, Node[]>();
  const queue = [...shown];
  for (const node of queue)
    for (const next of near.get(node) ?? []) {
      const at = nearest.get(node);
      if (at === undefined || nearest.has(next) || !inside.has(next)) continue;
      nearest.set(next, at);
      queue.push(next);
      hidden.set(at, [...(hidden.get(at) ?? []), next]);
    }
  return hidden;
}
