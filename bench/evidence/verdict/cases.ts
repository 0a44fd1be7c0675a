import { byCodeUnits } from '../../../data/schema/code-units.ts';
import { selects, type Where } from '../../../data/schema/hypothesis.ts';
import type { Conditions } from '../../../data/schema/scope.ts';
import type { EvidenceRow } from '../evidence-row.ts';
import type { Node } from '../predicate/syntax.ts';
import { nodes } from '../predicate/syntax.ts';

/** The rows that a predicate can see: those of its metrics and invariants, under the conditions. */
export function rowsOfInterest(
  node: Node,
  rows: readonly EvidenceRow[],
  conditions: Where,
): readonly EvidenceRow[] {
  const names = new Set<string>();
  for (const inner of nodes(node)) {
    if (inner.kind === 'metric') names.add(`metric ${inner.metric}`);
    if (inner.kind === 'holds') names.add(`invariant ${inner.invariant}`);
  }
  const named = (row: EvidenceRow) =>
    row.kind === 'measured' ? `metric ${row.metric}` : `invariant ${row.exploration.invariant}`;
  return rows.filter((row) => names.has(named(row)) && selects(conditions, row.conditions));
}

/**
 * The settings in which a predicate is evaluated: every combination, found in the rows, of the axes
 * that the predicate does not select itself. A combination that another one refines is left out.
 */
export function casesOf(rows: readonly EvidenceRow[], consumed: ReadonlySet<string>): Conditions[] {
  const found = new Map<string, Conditions>();
  for (const { conditions } of rows) {
    const entries = Object.entries(conditions).filter(([axis]) => !consumed.has(axis));
    entries.sort(([a], [b]) => byCodeUnits(a, b));
    found.set(JSON.stringify(entries), Object.fromEntries(entries));
  }
  const all = [...found.values()];
  const sizes = new Set(all.map((one) => Object.keys(one).length));
  const kept =
    sizes.size < 2 ? all : all.filter((one) => !all.some((other) => refines(other, one)));
  return kept.sort(byConditions);
}

function refines(finer: Conditions, coarser: Conditions): boolean {
  const entries = Object.entries(coarser);
  return (
    Object.keys(finer).length > entries.length &&
    entries.every(([axis, value]) => finer[axis] === value)
  );
}

/** Axis by axis in the order of their names; numbers by size. */
export function byConditions(a: Conditions, b: Conditions): number {
  for (const axis of [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()) {
    const [left, right] = [a[axis], b[axis]];
    if (left === right) continue;
    if (typeof left === 'number' && typeof right === 'number') return left - right;
    return String(left ?? '') < String(right ?? '') ? -1 : 1;
  }
  return 0;
}
