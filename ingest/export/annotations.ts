import type { Exported, ExportedClaim } from './exported.ts';

/**
 * Claims as W3C Web Annotations (JSON-LD). Each targets its message by the `mid:` scheme of RFC 2392 with a
 * position (in code points, as the model demands) and a quote selector; relations target annotations.
 */
export function toAnnotations({ claims, relations }: Exported): string {
  const items = [
    ...claims.map(annotation),
    ...relations.map(({ from, kind, to, origin }) => ({
      id: `urn:warrant:relation:${from}:${kind}:${to}`,
      type: 'Annotation',
      motivation: 'linking',
      body: [{ type: 'TextualBody', purpose: 'tagging', value: kind }, claimUri(from)],
      target: claimUri(to),
      'dc:source': origin,
    })),
  ];
  const collection = {
    '@context': ['http://www.w3.org/ns/anno.jsonld', { dc: 'http://purl.org/dc/elements/1.1/' }],
    id: 'urn:warrant:claims',
    type: 'AnnotationCollection',
    total: items.length,
    first: { id: 'urn:warrant:claims:1', type: 'AnnotationPage', startIndex: 0, items },
  };
  return `${JSON.stringify(collection, null, 1)}\n`;
}

const claimUri = (id: string) => `urn:warrant:claim:${id}`;

function annotation(claim: ExportedClaim) {
  const tag = (value: string) => ({ type: 'TextualBody', purpose: 'tagging', value });
  const title =
    claim.title === null
      ? []
      : [{ type: 'TextualBody', purpose: 'describing', value: claim.title, format: 'text/plain' }];
  return {
    id: claimUri(claim.id),
    type: 'Annotation',
    motivation: 'classifying',
    body: [tag(claim.kind), tag(claim.stance), ...claim.approaches.map(tag), ...title],
    target: {
      source: `mid:${encodeURIComponent(claim.messageId.slice(1, -1))}`,
      'dc:creator': claim.author,
      selector: [
        { type: 'TextPositionSelector', start: claim.points.start, end: claim.points.end },
        {
          type: 'TextQuoteSelector',
          exact: claim.text,
          prefix: claim.prefix,
          suffix: claim.suffix,
        },
      ],
    },
    'dc:source': claim.origin,
  };
}
