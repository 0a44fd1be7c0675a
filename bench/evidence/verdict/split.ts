import type { Conditions } from '../../../data/schema/scope.ts';
import { byConditions } from './cases.ts';

export interface Decided<Outcome> {
  readonly when: Conditions;
  readonly outcome: Outcome;
}

type Tree<Outcome> = readonly Decided<Outcome>[];

/**
 * The condition that splits mixed outcomes: the decision tree with the fewest leaves over the fewest
 * axes, each leaf pure. One axis is tried first, then every pair and every triple, then all axes
 * greedily. Null where equal settings have different outcomes, so that no condition can separate them.
 */
export function splitOf<Outcome extends string>(cases: Tree<Outcome>): Tree<Outcome> | null {
  const axes = [...new Set(cases.flatMap(({ when }) => Object.keys(when)))]
    .filter((axis) => new Set(cases.map(({ when }) => when[axis])).size > 1)
    .sort();
  for (const size of [1, 2, 3]) {
    const best = smallest(choices(axes, size).map((chosen) => tree(cases, chosen)));
    if (best) return best.toSorted((a, b) => byConditions(a.when, b.when));
  }
  return tree(cases, axes);
}

/** Of those that there are the one with the fewest leaves, the first of equals. */
const smallest = <Outcome>(trees: readonly (Tree<Outcome> | null)[]): Tree<Outcome> | null =>
  trees.filter((one) => one !== null).sort((a, b) => a.length - b.length)[0] ?? null;

/** Pure leaves over the given axes alone; null where some leaf stays mixed. */
function tree<Outcome extends string>(
  cases: Tree<Outcome>,
  axes: readonly string[],
): Tree<Outcome> | null {
  const outcomes = new Set(cases.map(({ outcome }) => outcome));
  const [first] = outcomes;
  if (first === undefined) return [];
  if (outcomes.size === 1) return [{ when: {}, outcome: first }];
  return smallest(axes.map((axis) => branch(cases, axis, axes)));
}

function branch<Outcome extends string>(
  cases: Tree<Outcome>,
  axis: string,
  axes: readonly string[],
): Tree<Outcome> | null {
  const rest = axes.filter((other) => other !== axis);
  const leaves: Decided<Outcome>[] = [];
  for (const [value, of] of Map.groupBy(cases, ({ when }) => when[axis])) {
    const below = tree(of, rest);
    if (!below) return null;
    const own = value === undefined ? {} : { [axis]: value };
    leaves.push(...below.map(({ when, outcome }) => ({ when: { ...own, ...when }, outcome })));
  }
  return leaves;
}

function choices(axes: readonly string[], size: number): readonly (readonly string[])[] {
  if (size === 0) return [[]];
  return axes.flatMap((axis, index) =>
    choices(axes.slice(index + 1), size - 1).map((rest) => [axis, ...rest]),
  );
}
