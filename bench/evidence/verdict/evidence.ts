import type { RunId, TraceId } from '../../../data/schema/ids.ts';
import type { EvidenceRef, RowRef } from '../../../data/schema/verdict.ts';
import type { EvidenceRow } from '../evidence-row.ts';
import type { EvaluatedCase } from './evaluate-case.ts';

/** Each run that was looked at, with the number of cases in which it counted for and against. */
export function evidenceOf(cases: readonly EvaluatedCase[]): EvidenceRef[] {
  const found = new Map<RunId, { for: number; against: number; counterexample: TraceId | null }>();
  for (const { outcome, rows } of cases) {
    for (const id of new Set(rows.map(({ run }) => run.id))) {
      const entry = found.get(id) ?? { for: 0, against: 0, counterexample: null };
      if (outcome !== 'open') entry[outcome]++;
      found.set(id, entry);
    }
    for (const row of rows) {
      const entry = found.get(row.run.id);
      if (row.kind === 'explored' && entry) entry.counterexample ??= row.exploration.counterexample;
    }
  }
  return [...found]
    .map(([run, counted]) => ({ run, ...counted }))
    .toSorted((a, b) => (a.run < b.run ? -1 : 1));
}

/** Where the rows of a case stand, so that a page can show these and no others. */
export function rowRefs(rows: readonly EvidenceRow[]): RowRef[] {
  const places = (of: readonly EvidenceRow[], kind: EvidenceRow['kind']) =>
    of.flatMap((row) => (row.kind === kind ? [row.index] : [])).sort((a, b) => a - b);
  return [...Map.groupBy(rows, ({ run }) => run.id)]
    .map(([run, of]) => ({
      run,
      measurements: places(of, 'measured'),
      explorations: places(of, 'explored'),
    }))
    .toSorted((a, b) => (a.run < b.run ? -1 : 1));
}

/** Crash states checked, each exploration counted once however many cases used it. */
export function statesOf(cases: readonly EvaluatedCase[]): number {
  const rows = new Set(cases.flatMap(({ rows: touched }) => touched));
  return [...rows].reduce(
    (sum, row) => sum + (row.kind === 'explored' ? row.exploration.states : 0),
    0,
  );
}
