import { selects, type Where } from '../../../data/schema/hypothesis.ts';
import type { Lost } from '../../../data/schema/run.ts';
import type { Conditions } from '../../../data/schema/scope.ts';
import type { EvidenceRow } from '../evidence-row.ts';
import { byConditions } from './cases.ts';
import type { EvaluatedCase } from './evaluate-case.ts';

/**
 * Opens the cases of settings that failed: such a case may not be decided by the settings beside it, and
 * where no other belongs to it, stands for itself. One that another run has measured is not lost.
 * @param where Conditions of the hypothesis.
 * @param consumed Axes that the predicate selects itself.
 */
export function withLost(
  cases: readonly EvaluatedCase[],
  rows: readonly EvidenceRow[],
  where: Where,
  consumed: ReadonlySet<string>,
): EvaluatedCase[] {
  const lost = [...new Set(rows.map(({ run }) => run))]
    .flatMap((run) => run.lost ?? [])
    .filter(({ conditions }) => selects(over(where, conditions), conditions))
    .filter(({ conditions }) => !rows.some((row) => contains(row.conditions, conditions)));
  if (lost.length === 0) return [...cases];
  const opened = cases.map((one) => {
    const hit = lost.find(({ conditions }) => agree(one.when, conditions));
    return hit ? { ...one, outcome: 'open' as const, note: noteOf(hit) } : one;
  });
  const alone = lost.filter(({ conditions }) => !cases.some(({ when }) => agree(when, conditions)));
  const own = new Map(
    alone.map((one) => {
      const when = Object.fromEntries(
        Object.entries(one.conditions).filter(([axis]) => !consumed.has(axis)),
      );
      return [JSON.stringify(when), { ...unmeasured, when, note: noteOf(one) }];
    }),
  );
  return [...opened, ...own.values()].sort((a, b) => byConditions(a.when, b.when));
}

const unmeasured = { outcome: 'open', rows: [], deciding: null, comparisons: [] } as const;

const noteOf = ({ conditions, why }: Lost) =>
  `the setting ${Object.entries(conditions)
    .map(([axis, value]) => `${axis} ${value}`)
    .join(', ')} has no result: ${why}`;

/** Of conditions, those about axes that a setting has: `interval` and the like come with a result. */
const over = (where: Where, setting: Conditions): Where =>
  Object.fromEntries(Object.entries(where).filter(([axis]) => axis in setting)) as Where;

const contains = (whole: Conditions, part: Conditions) =>
  Object.entries(part).every(([axis, value]) => whole[axis] === value);

/** Whether a case and a setting have the same value on every axis that both have. */
const agree = (when: Conditions, setting: Conditions) =>
  Object.entries(setting).every(([axis, value]) => !(axis in when) || when[axis] === value);
