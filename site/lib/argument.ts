import type { RelationKind } from '../../data/schema/claim.ts';
import type { ClaimId } from '../../data/schema/ids.ts';
import { claim, claims, type SiteClaim } from './claims.ts';
import type { Argument } from './fold-argument.ts';
import { once } from './once.ts';

/** One edge of the argument, seen from one of its claims. */
export interface Edge {
  readonly kind: RelationKind;
  readonly other: SiteClaim;
}

const incoming = once(() =>
  Map.groupBy(
    claims().flatMap((other) => other.relations.map(({ kind, to }) => ({ to, kind, other }))),
    ({ to }) => to,
  ),
);

/** Who says what about this claim. */
export function about(id: ClaimId): readonly Edge[] {
  return incoming().get(id) ?? [];
}

/** What this claim says about others; relations to claims that are not here are left out. */
export function says(from: SiteClaim): Edge[] {
  return from.relations.flatMap((relation) => {
    const other = claim(relation.to);
    return other ? [{ kind: relation.kind, other }] : [];
  });
}

/** The argument among these claims alone. */
export function argumentOf(among: readonly SiteClaim[]): Argument<SiteClaim> {
  const here = new Set(among);
  return {
    nodes: among,
    edges: among.flatMap((from) =>
      says(from)
        .filter(({ other }) => here.has(other))
        .map(({ kind, other }) => ({ from, kind, to: other })),
    ),
  };
}

/** Whether an edge speaks for its claim; an answer or a qualification does as its author's stance says. */
export function favours(edge: Edge): boolean {
  if (edge.kind === 'supports' || edge.kind === 'restates') return true;
  return edge.kind !== 'attacks' && edge.other.stance === 'supports';
}

/** The way up: the first claim that each one answers, until one answers none. Cycles end it. */
export function pathToRoot(from: SiteClaim): Edge[] {
  const seen = new Set<string>([from.id]);
  const path: Edge[] = [];
  let at = from;
  for (;;) {
    const next = says(at).find((edge) => !seen.has(edge.other.id));
    if (!next) return path;
    path.push(next);
    seen.add(next.other.id);
    at = next.other;
  }
}
