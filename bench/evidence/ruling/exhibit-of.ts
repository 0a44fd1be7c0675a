import type { RunId } from '../../../data/schema/ids.ts';
import type { Exhibit } from '../../../data/schema/ruling/ruling.ts';
import type { SignedCase } from '../../../data/schema/ruling/signed-case.ts';
import type { Exploration, Run } from '../../../data/schema/run.ts';
import type { Conditions } from '../../../data/schema/scope.ts';

/**
 * What to look at: a counterexample among the very rows of a case that counts, most like the usual
 * machine first; where no case has one, a run of a counted case with the setting. Cases on the side
 * of the first one come before the others.
 * @param usual axes in the order of their weight, such as `metadata: wal` for ext4 and XFS
 */
export function exhibitOf(
  cases: readonly SignedCase[],
  runs: ReadonlyMap<RunId, Run>,
  usual: Conditions,
): Exhibit | null {
  const ordered = Object.entries(usual)
    .toReversed()
    .reduce(
      (sorted, [axis, value]) =>
        sorted.toSorted(
          (a, b) => Number(b.conditions[axis] === value) - Number(a.conditions[axis] === value),
        ),
      cases,
    );
  const preferred = [
    ...ordered.filter(({ holds }) => holds === cases[0]?.holds),
    ...ordered.filter(({ holds }) => holds !== cases[0]?.holds),
  ];
  for (const one of preferred) {
    const [found] = breaches(one, runs);
    if (found) return found;
  }
  const [first] = preferred;
  const run = first?.of.runs.at(-1);
  return first && run ? { run, conditions: first.conditions } : null;
}

/** A breach shows why a case came out as it did only where the predicate asks for one, or against one. */
function breaches({ of, hypothesis }: SignedCase, runs: ReadonlyMap<RunId, Run>): Exhibit[] {
  const asked = hypothesis.predicate.includes('not holds(');
  if (asked !== (of.outcome === 'for')) return [];
  return of.rows
    .flatMap(({ run, explorations }) =>
      explorations.flatMap((index) => runs.get(run)?.explorations[index] ?? []),
    )
    .flatMap((one) =>
      one.counterexample === null
        ? []
        : [{ trace: one.counterexample, conditions: settingOf(one) }],
    );
}

const settingOf = ({ approach, conditions }: Exploration): Conditions => ({
  ...conditions,
  approach,
});
