import type { TraceId } from './ids.ts';
import type { Exploration, Run } from './run.ts';
import type { Conditions } from './scope.ts';
import type { Verdict, VerdictCase } from './verdict.ts';

/** A trace that stands beside a verdict, and how the case that it comes from counted. */
export interface Exhibit {
  readonly trace: TraceId;
  /** All of the setting, the approach too. */
  readonly conditions: Conditions;
  readonly outcome: VerdictCase['outcome'];
}

type Find = (run: string) => Run | undefined;

/** The explorations that a verdict's predicate selected, each once, with the outcome of its case. */
export function exploredBy(
  verdict: Verdict,
  find: Find,
): readonly { readonly exploration: Exploration; readonly outcome: VerdictCase['outcome'] }[] {
  const seen = new Set<Exploration>();
  return verdict.cases.flatMap(({ rows, outcome }) =>
    rows.flatMap(({ run, explorations }) =>
      explorations.flatMap((index) => {
        const exploration = find(run)?.explorations[index];
        if (!exploration || seen.has(exploration)) return [];
        seen.add(exploration);
        return [{ exploration, outcome }];
      }),
    ),
  );
}

/** Every trace in a verdict's cases. */
export function exhibitsOf(verdict: Verdict, find: Find): readonly Exhibit[] {
  return exploredBy(verdict, find).flatMap(({ exploration, outcome }) =>
    exploration.counterexample === null
      ? []
      : [
          {
            trace: exploration.counterexample,
            conditions: { ...exploration.conditions, approach: exploration.approach },
            outcome,
          },
        ],
  );
}

/**
 * The trace to show beside a verdict: one under the page's conditions, if there is any; of those one
 * of a case that speaks against the hypothesis, then the one that is most like the usual machine.
 * @param where what the page is about; every axis must be there with this value
 * @param usual axes in the order of their weight, such as `metadata: wal` for ext4 and XFS
 */
export function chooseExhibit(
  verdict: Verdict,
  find: Find,
  where: Conditions = {},
  usual: Conditions = {},
): Exhibit | null {
  const fitting = exhibitsOf(verdict, find).filter(({ conditions }) => fits(conditions, where));
  const rank = ({ outcome, conditions }: Exhibit) => [
    outcome === 'against' ? 0 : 1,
    ...Object.entries(usual).map(([axis, value]) => (conditions[axis] === value ? 0 : 1)),
  ];
  return (
    fitting.toSorted((a, b) => byRank(rank(a), rank(b)) || (a.trace < b.trace ? -1 : 1))[0] ?? null
  );
}

/** Whether a setting has every one of these values. */
export const fits = (conditions: Conditions, where: Conditions): boolean =>
  Object.entries(where).every(([axis, value]) => conditions[axis] === value);

function byRank(a: readonly number[], b: readonly number[]): number {
  for (const [i, each] of a.entries()) if (each !== b[i]) return each - (b[i] ?? 0);
  return 0;
}
