import { csvLine } from '../../data/schema/csv.ts';
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
  'ruling',
  'relations',
] as const;

/** Claims as CSV. `text` is the exact quote, but for the `'` that keeps a cell from being a formula. */
export function toCsv({ claims, relations }: Exported): string {
  const from = Map.groupBy(relations, (relation) => relation.from);
  const rows = claims.map((claim) => {
    const cells: Readonly<Record<(typeof columns)[number], unknown>> = {
      ...claim,
      approaches: claim.approaches.join(' '),
      relations: (from.get(claim.id) ?? []).map(({ kind, to }) => `${kind} ${to}`).join('; '),
    };
    return columns.map((name) => plain(cells[name]));
  });
  return [columns, ...rows].map(csvLine).join('');
}

const plain = (value: unknown) => (typeof value === 'number' ? value : String(value ?? ''));
