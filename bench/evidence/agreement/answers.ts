import type { AgreementSide } from '../../../data/schema/agreement.ts';
import { canonicalJson } from '../../../data/schema/canonical.ts';
import type { RunId } from '../../../data/schema/ids.ts';
import type { Conditions } from '../../../data/schema/scope.ts';
import type { EvidenceRow } from '../evidence-row.ts';
import type { Value } from '../predicate/syntax.ts';
import { aggregate } from '../statistics/aggregate.ts';

/** What a side says under one combination of the shared axes. */
export interface Answer {
  readonly when: Conditions;
  /** Medians of all settings that fall on it, or 1 and 0 for held and broken; ascending, distinct. */
  readonly figures: readonly number[];
  readonly runs: readonly RunId[];
}

/** A side's answers by the shared axes, in the other side's words. */
export function answersOf(
  side: AgreementSide,
  along: readonly string[],
  rows: readonly EvidenceRow[],
): ReadonlyMap<string, Answer> {
  const found = new Map<string, Answer>();
  for (const row of rows.filter((one) => counts(side, one))) {
    const when = shared(side, along, row.conditions);
    if (!when) continue;
    const key = canonicalJson(when);
    const before = found.get(key);
    found.set(key, {
      when,
      figures: sorted([...(before?.figures ?? []), figureOf(row)]),
      runs: [...new Set([...(before?.runs ?? []), row.run.id])].sort(),
    });
  }
  return found;
}

function counts(side: AgreementSide, row: EvidenceRow): boolean {
  const named =
    row.kind === 'measured'
      ? row.metric === side.metric
      : row.exploration.invariant === side.invariant;
  return (
    named &&
    row.run.substrate === side.scope &&
    row.run.experiment === side.experiment &&
    Object.entries(side.where).every(([axis, value]) => among(row.conditions[axis], value))
  );
}

const among = (given: Value | undefined, wanted: Value | readonly Value[]): boolean =>
  given !== undefined && [wanted].flat().includes(given);

/** Null where the row lacks one of the shared axes. */
function shared(
  { rename, values }: AgreementSide,
  along: readonly string[],
  conditions: Conditions,
): Conditions | null {
  const named = Object.entries(conditions).map(([axis, value]) => [
    rename[axis] ?? axis,
    values[axis]?.[String(value)] ?? value,
  ]);
  const all: Conditions = Object.fromEntries(named);
  const entries = along.flatMap((axis) => {
    const value = all[axis];
    return value === undefined ? [] : [[axis, value] as const];
  });
  return entries.length === along.length ? Object.fromEntries(entries) : null;
}

const figureOf = (row: EvidenceRow): number =>
  row.kind === 'measured' ? aggregate(row.samples, 'median') : Number(row.exploration.holds);

const sorted = (figures: readonly number[]): number[] =>
  [...new Set(figures)].sort((a, b) => a - b);
