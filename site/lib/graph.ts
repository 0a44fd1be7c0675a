import type { SiteClaim } from './claims.ts';
import { drawGraph } from './draw-graph.ts';
import type { Part } from './fold-argument.ts';
import { claimHref } from './href.ts';
import { rulingKind, rulingMarks } from './ruling.ts';
import { plain } from './visible.ts';

/** A part of the argument among claims as static SVG. */
export function partSvg({ nodes, edges, folds }: Part<SiteClaim>): Promise<string> {
  const folded = new Map(folds.map(({ at, count }) => [at, count]));
  return drawGraph(
    {
      nodes: nodes.map((claim) => ({
        id: claim.id,
        label: `${rulingMarks[rulingKind(claim)]} ${plain(claim.title)}`,
        by: `${plain(claim.author)}${folded.has(claim) ? ` (${folded.get(claim)} more below)` : ''}`,
        href: claimHref(claim.id),
        stance: claim.stance,
      })),
      edges: edges.map(({ from, kind, to }) => ({ from: from.id, kind, to: to.id })),
    },
    'Argument map',
  );
}
