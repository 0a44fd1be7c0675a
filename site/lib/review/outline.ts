import type { RelationKind } from '../../../data/schema/claim.ts';
import type { Argument } from '../fold-argument.ts';

/** A statement with what was said about it. */
export interface Branch<Node> {
  readonly node: Node;
  /** What it says about the one above it; null at the top. */
  readonly kind: RelationKind | null;
  readonly below: readonly Branch<Node>[];
}

/** An argument as a tree: each statement below the one that it is about. A circle is cut where it closes. */
export function outlineOf<Node>({ nodes, edges }: Argument<Node>): Branch<Node>[] {
  const placed = new Set<Node>();
  const branch = (node: Node, kind: RelationKind | null): Branch<Node> => {
    placed.add(node);
    const below = edges
      .filter(({ from, to }) => to === node && !placed.has(from))
      .map(({ from, kind: how }) => (placed.has(from) ? null : branch(from, how)))
      .filter((one) => one !== null);
    return { node, kind, below };
  };
  const about = new Set(edges.map(({ from }) => from));
  const tops = nodes.filter((node) => !about.has(node)).map((node) => branch(node, null));
  const circles = nodes.flatMap((node) => (placed.has(node) ? [] : [branch(node, null)]));
  return [...tops, ...circles];
}
