import type { Exported } from './exported.ts';

const columns = [
  'id',
  'messageId',
  'author',
  'date',
  'subject',
  'kind',
  'stance',
  'approaches',
  'title',
  'text',
  'start',
  'end',
  'confidence',
  'cue',
  'origin',
  'relations',
] as const;

/**
 * Claims as CSV (RFC 4180: CRLF, every field quoted). `text` is the exact quote; a spreadsheet that takes a
 * leading `=` for a formula must be told to import text.
 */
export function toCsv({ claims, relations }: Exported): string {
  const from = Map.groupBy(relations, (relation) => relation.from);
  const rows = claims.map((claim) => {
    const cells: Readonly<Record<(typeof columns)[number], unknown>> = {
      ...claim,
      approaches: claim.approaches.join(' '),
      relations: (from.get(claim.id) ?? []).map(({ kind, to }) => `${kind} ${to}`).join('; '),
    };
    return columns.map((name) => field(cells[name]));
  });
  return [columns.map(field), ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}

const field = (value: unknown) => `"${String(value ?? '').replaceAll('"', '""')}"`;
