import type { ClaimFile, CuratedClaim } from '../../data/schema/claim.ts';

/**
 * A curated claim as it stands in its file: members in the schema's order, short structures on one line,
 * prose in double quotes (JSON strings are YAML), two spaces under the list.
 */
export function claimText(claim: CuratedClaim): string {
  const { was, quote, target, relations, judgement, history } = claim;
  const lines = [
    `- id: ${claim.id}`,
    ...(was.length > 0 ? [`  was: [${was.join(', ')}]`] : []),
    `  kind: ${claim.kind}`,
    `  stance: ${claim.stance}`,
    `  title: ${string(claim.title)}`,
    `  approaches: [${claim.approaches.join(', ')}]`,
    `  position: ${span(claim.position)}`,
    `  hash: ${claim.hash}`,
    ...(quote
      ? [
          '  quote:',
          `    exact: ${string(quote.exact)}`,
          `    prefix: ${string(quote.prefix)}`,
          `    suffix: ${string(quote.suffix)}`,
        ]
      : []),
    ...(target
      ? [
          `  target: { message: ${string(target.message)}${target.position ? `, position: ${span(target.position)}` : ''} }`,
        ]
      : []),
    ...(relations.length > 0 ? ['  relations:'] : []),
    ...relations.map(({ kind, to }) => `    - { kind: ${kind}, to: ${to} }`),
    ...(judgement === undefined ? [] : [`  judgement: ${string(judgement)}`]),
    ...(history.length > 0 ? ['  history:'] : []),
    ...history.map(
      ({ date, by, what }) =>
        `    - { date: ${string(date)}, by: ${string(by)}, what: ${string(what)} }`,
    ),
  ];
  return lines.map((line) => `  ${line}\n`).join('');
}

export function headText({ review, message }: Omit<ClaimFile, 'claims'>): string {
  return [
    '# The mail itself is not in the repository; the hash identifies each quote once the thread is ingested.',
    `review: ${review}`,
    'message:',
    `  id: ${string(message.id)}`,
    `  author: ${string(message.author)}`,
    `  date: ${string(message.date)}`,
    'claims:',
    '',
  ].join('\n');
}

const string = (text: string) => JSON.stringify(text);
const span = ({ start, end }: { readonly start: number; readonly end: number }) =>
  `{ start: ${start}, end: ${end} }`;
