import type { APIRoute } from 'astro';
import { about, says } from '../../lib/argument.ts';
import { claims, type SiteClaim } from '../../lib/claims.ts';
import { hypotheses, verdicts } from '../../lib/data.ts';
import { claimHref } from '../../lib/href.ts';
import { rulingOf } from '../../lib/ruling.ts';

export function getStaticPaths() {
  return claims().flatMap((claim) =>
    [claim.id, ...claim.was].map((id) => ({ params: { id }, props: { claim } })),
  );
}

/** A claim's page as one JSON document: the claim as reviewed, its relations both ways, its ruling, and
 * the verdicts under it. An id that it had before its quote was cut anew gives the same document. */
export const GET: APIRoute<{ claim: SiteClaim }> = ({ props: { claim }, site }) =>
  Response.json({
    schemaVersion: 1,
    url: new URL(claimHref(claim.id), site).href,
    claim,
    ruling: rulingOf(claim),
    relations: [
      ...says(claim).map((edge) => ({ from: claim.id, kind: edge.kind, to: edge.other.id })),
      ...about(claim.id).map((edge) => ({ from: edge.other.id, kind: edge.kind, to: claim.id })),
    ],
    hypotheses: hypotheses().filter(({ claims }) => claims.some(({ id }) => id === claim.id)),
    verdicts: verdicts().filter((verdict) => verdict.claims.includes(claim.id)),
  });
