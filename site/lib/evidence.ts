import { chooseExhibit, type Exhibit, exploredBy, fits } from '../../data/schema/exhibit.ts';
import { fixed, type Hypothesis } from '../../data/schema/hypothesis.ts';
import type { Exploration } from '../../data/schema/run.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import type { Verdict } from '../../data/schema/verdict.ts';
import { reviews, run, verdicts } from './data.ts';
import { type Pairs, pairsOf, picture } from './pairs.ts';

/** A chart of a verdict's cases, or the heading under which the page has the same picture already. */
export interface Drawn {
  readonly pairs: Pairs;
  readonly sameAs: Hypothesis | null;
}

/** What stands beside one verdict: what its predicate selected, and nothing else. */
export interface Side {
  readonly verdict: Verdict;
  readonly explorations: readonly Exploration[];
  readonly drawn: readonly Drawn[];
  readonly exhibit: Exhibit | null;
  /** The hypothesis under which the page shows this trace already. */
  readonly shownUnder: Hypothesis | null;
  /** Axes on which the exhibit is not the usual machine, where no case of the verdict breaks. */
  readonly soundUnder: Conditions;
}

export interface Restated {
  readonly hypothesis: Hypothesis;
  readonly sides: readonly Side[];
}

/** The evidence of the hypotheses of one page, in its order; no picture is drawn twice. */
export function evidenceFor(hypotheses: readonly Hypothesis[]): readonly Restated[] {
  const seen = new Map<string, Hypothesis>();
  return hypotheses.map((hypothesis) => {
    const of = verdicts().filter((verdict) => verdict.hypothesis === hypothesis.id);
    return { hypothesis, sides: of.map((verdict) => sideOf(hypothesis, verdict, seen)) };
  });
}

function sideOf(hypothesis: Hypothesis, verdict: Verdict, seen: Map<string, Hypothesis>): Side {
  const usual = reviews().find(({ id }) => id === hypothesis.review)?.usual ?? {};
  const exhibit = chooseExhibit(verdict, run, fixed(hypothesis.conditions), usual);
  const explored = exploredBy(verdict, run).map(({ exploration }) => exploration);
  const shownUnder = exhibit ? (seen.get(exhibit.trace) ?? null) : null;
  if (exhibit && !shownUnder) seen.set(exhibit.trace, hypothesis);
  return {
    verdict,
    shownUnder,
    explorations: explored.toSorted((a, b) => Number(a.holds) - Number(b.holds)),
    drawn: pairsOf(verdict, run).map((pairs) => {
      const key = picture(pairs);
      const sameAs = seen.get(key) ?? null;
      if (!sameAs) seen.set(key, hypothesis);
      return { pairs, sameAs };
    }),
    exhibit,
    soundUnder: exhibit ? soundUnder(explored, exhibit, usual) : {},
  };
}

function soundUnder(
  explored: readonly Exploration[],
  exhibit: Exhibit,
  usual: Conditions,
): Conditions {
  return Object.fromEntries(
    Object.entries(usual).filter(([axis, value]) => {
      const there = explored.filter(({ conditions }) => fits(conditions, { [axis]: value }));
      return (
        exhibit.conditions[axis] !== undefined &&
        exhibit.conditions[axis] !== value &&
        there.length > 0 &&
        there.every(({ holds, complete }) => holds && complete)
      );
    }),
  );
}

/** A setting counts where it says nothing else on any axis that the hypothesis names. */
export function matches(setting: Conditions, asserted: Conditions): boolean {
  return Object.entries(asserted).every(
    ([name, value]) => setting[name] === undefined || setting[name] === value,
  );
}
