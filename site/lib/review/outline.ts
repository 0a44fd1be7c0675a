import type { RelationKind } from '../../../data/schema/claim.ts';
import type { ThreadMap } from './map.ts';
import type { Statement } from './statements.ts';

/** A statement with what was said about it. */
export interface Branch {
  readonly statement: Statement;
  /** What it says about the one above it; null at the top. */
  readonly kind: RelationKind | null;
  readonly below: readonly Branch[];
}

/** A map as a tree: each statement below the one that it is about. A circle is cut where it closes. */
export function outlineOf({ nodes, edges }: ThreadMap): Branch[] {
  const placed = new Set<Statement>();
  const branch = (statement: Statement, kind: RelationKind | null): Branch => {
    placed.add(statement);
    const below = edges
      .filter(({ from, to }) => to === statement && !placed.has(from))
      .map(({ from, kind: how }) => (placed.has(from) ? null : branch(from, how)))
      .filter((one) => one !== null);
    return { statement, kind, below };
  };
  const about = new Set(edges.map(({ from }) => from));
  const tops = nodes.filter((node) => !about.has(node)).map((node) => branch(node, null));
  const circles = nodes.flatMap((node) => (placed.has(node) ? [] : [branch(node, null)]));
  return [...tops, ...circles];
}
