import type { Conditions } from '../../../data/schema/scope.ts';
import { byConditions } from './cases.ts';

export interface Decided<Outcome> {
  readonly when: Conditions;
  readonly outcome: Outcome;
}

/**
 * The condition that splits mixed outcomes: the decision tree with the fewest leaves over the fewest
 * axes, each leaf pure. One axis is tried first, then every pair and every triple, then all axes
 * greedily. Null where equal settings have different outcomes, so that no condition can separate them.
 */
export function splitOf<Outcome extends string>(
  cases: readonly Decided<Outcome>[],
): readonly Decided<Outcome>[] | null {
  const axes = [...new Set(cases.flatMap(({ when }) => Object.keys(when)))]
    .filter((axis) => new Set(cases.map(({ when }) => when[axis])).size > 1)
    .sort();
  for (const size of [1, 2, 3]) {
    const trees = choices(axes, size).flatMap((chosen) => tree(cases, chosen) ?? []);
    const best = trees.sort((a, b) => a.length - b.length)[0];
    if (best) return best.toSorted((a, b) => byConditions(a.when, b.when));
  }
  return tree(cases, axes)?.[0] ?? null;
}

/** Pure leaves over the given axes alone, as a list of one tree; null where some leaf stays mixed. */
function tree<Outcome extends string>(
  cases: readonly Decided<Outcome>[],
  axes: readonly string[],
): [readonly Decided<Outcome>[]] | null {
  const outcomes = new Set(cases.map(({ outcome }) => outcome));
  const [first] = outcomes;
  if (first === undefined) return [[]];
  if (outcomes.size === 1) return [[{ when: {}, outcome: first }]];
  const grown = axes.flatMap((axis) => branch(cases, axis, axes) ?? []);
  const best = grown.sort((a, b) => a.length - b.length)[0];
  return best ? [best] : null;
}

function branch<Outcome extends string>(
  cases: readonly Decided<Outcome>[],
  axis: string,
  axes: readonly string[],
): [readonly Decided<Outcome>[]] | null {
  const rest = axes.filter((other) => other !== axis);
  const leaves: Decided<Outcome>[] = [];
  for (const value of new Set(cases.map(({ when }) => when[axis]))) {
    const below = tree(
      cases.filter(({ when }) => when[axis] === value),
      rest,
    );
    if (!below) return null;
    for (const leaf of below[0]) {
      leaves.push({
        when: value === undefined ? leaf.when : { [axis]: value, ...leaf.when },
        outcome: leaf.outcome,
      });
    }
  }
  return [leaves];
}

function choices(axes: readonly string[], size: number): readonly (readonly string[])[] {
  if (size === 0) return [[]];
  return axes.flatMap((axis, index) =>
    choices(axes.slice(index + 1), size - 1).map((rest) => [axis, ...rest]),
  );
}
