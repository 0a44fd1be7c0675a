import type { Metric } from '../../../data/schema/metric.ts';
import type { Conditions } from '../../../data/schema/scope.ts';
import type { EvidenceRow, ExploredRow, MeasuredRow } from '../evidence-row.ts';
import type { Comparison } from './compare.ts';
import type { Selection, Value } from './syntax.ts';

/** What a predicate is evaluated against, and what its evaluation leaves behind. */
export interface Environment {
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly rows: readonly EvidenceRow[];
  /** The case under evaluation and the axes that quantifiers have bound. */
  readonly given: Conditions;
  /** The relative difference that matters; of `Hypothesis.minimumEffect`. */
  readonly minimumEffect: number;
  /** Set while one replicate of a bootstrap is computed: comparisons are then plain. */
  readonly resample: ((samples: readonly number[]) => readonly number[]) | null;
  /** Within `each sample`, the index of the one sample that stands for its metric. */
  readonly sample?: number;
  readonly notes: Notes;
}

export interface Notes {
  readonly touched: Set<EvidenceRow>;
  readonly comparisons: Comparison[];
  /** Whether something had no data, such as `flushes[approach = fsync]`. */
  missing: boolean;
  /** Noisy metrics with too few samples to conclude from. */
  readonly few: Set<string>;
}

export function emptyNotes(): Notes {
  return { touched: new Set(), comparisons: [], missing: false, few: new Set() };
}

/** Rows of a metric or invariant under the case and the selection; noted as touched. */
export function rowsFor(
  what: { readonly metric: string } | { readonly invariant: string },
  where: readonly Selection[],
  env: Environment,
): readonly EvidenceRow[] {
  const wanted: Record<string, Value> = {};
  for (const { axis, value } of where) {
    wanted[axis] = (typeof value === 'string' ? env.given[value] : undefined) ?? value;
  }
  const found = env.rows.filter(
    (row) => isAbout(row, what) && matches(row.conditions, env.given, wanted),
  );
  for (const row of found) env.notes.touched.add(row);
  if (found.length === 0) env.notes.missing = true;
  return found;
}

function isAbout(
  row: EvidenceRow,
  what: { readonly metric: string } | { readonly invariant: string },
): row is MeasuredRow | ExploredRow {
  return 'metric' in what
    ? row.kind === 'measured' && row.metric === what.metric
    : row.kind === 'explored' && row.exploration.invariant === what.invariant;
}

/** An axis that is selected must be there; one of the case may be absent where it means nothing. */
function matches(conditions: Conditions, given: Conditions, wanted: Conditions): boolean {
  for (const [axis, value] of Object.entries(wanted)) if (conditions[axis] !== value) return false;
  for (const [axis, value] of Object.entries(given)) {
    if (axis in wanted) continue;
    if (axis in conditions && conditions[axis] !== value) return false;
  }
  return true;
}
