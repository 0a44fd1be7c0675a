import { says } from './argument.ts';
import type { SiteClaim } from './claims.ts';
import { drawGraph } from './draw-graph.ts';
import { claimHref } from './href.ts';
import { rulingKind, rulingMarks } from './ruling.ts';
import { plain } from './visible.ts';

/** The argument among these claims as static SVG. */
export function argumentSvg(claims: readonly SiteClaim[]): Promise<string> {
  const ids = new Set(claims.map((claim) => claim.id as string));
  return drawGraph(
    {
      nodes: claims.map((claim) => ({
        id: claim.id,
        label: `${rulingMarks[rulingKind(claim)]} ${plain(claim.title)}`,
        by: plain(claim.author),
        href: claimHref(claim.id),
        stance: claim.stance,
      })),
      edges: claims.flatMap((claim) =>
        says(claim)
          .filter((edge) => ids.has(edge.other.id))
          .map((edge) => ({ from: claim.id, kind: edge.kind, to: edge.other.id })),
      ),
    },
    'Argument map; the table below has the same',
  );
}
