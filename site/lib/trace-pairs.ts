import type { Trace, TraceStep } from '../../data/schema/trace.ts';
import { traces } from './data.ts';
import { once } from './once.ts';

/** Two traces of one experiment and approach whose conditions differ in one switch. */
export interface TracePair {
  /** The axis that is on in one and off in the other. */
  readonly axis: string;
  readonly on: Trace;
  readonly off: Trace;
}

export const pairId = ({ on, off }: TracePair): string => `${on.id}-${off.id}`;

/** Every pair of traces that differ in one switch, and in nothing else that was chosen. */
export function tracePairs(traces: readonly Trace[]): TracePair[] {
  const known = Map.groupBy(traces, (trace) => identity(trace, trace.conditions));
  return traces.flatMap((on) =>
    Object.keys(on.conditions)
      .filter((axis) => on.conditions[axis] === true)
      .flatMap((axis) =>
        (known.get(identity(on, { ...on.conditions, [axis]: false })) ?? []).map((off) => ({
          axis,
          on,
          off,
        })),
      ),
  );
}

/** Of the committed traces. */
export const committedPairs = once(() => tracePairs(traces()));

const identity = ({ experiment, approach, invariant }: Trace, conditions: Trace['conditions']) =>
  JSON.stringify([
    experiment,
    approach,
    invariant,
    Object.entries(conditions).sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);

/** A row of a comparison: the same step of both, or a step that one of them alone has. */
export interface Aligned {
  readonly left?: TraceStep;
  readonly right?: TraceStep;
}

/** Both traces in their order, equal steps beside each other: a longest common subsequence. */
export function aligned(left: readonly TraceStep[], right: readonly TraceStep[]): Aligned[] {
  const lengths = commonLengths(left, right);
  const rows: Aligned[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    const [one, other] = [left[i], right[j]];
    if (one && other && same(one, other)) {
      rows.push({ left: one, right: other });
      i++;
      j++;
    } else if (one && (!other || at(lengths, i + 1, j) >= at(lengths, i, j + 1))) {
      rows.push({ left: one });
      i++;
    } else if (other) {
      rows.push({ right: other });
      j++;
    }
  }
  return rows;
}

/** The model's sentence may name values that differ; who does what decides. */
const same = (a: TraceStep, b: TraceStep) => a.actor === b.actor && a.operation === b.operation;

const at = (lengths: readonly (readonly number[])[], i: number, j: number) => lengths[i]?.[j] ?? 0;

/** By position in either: how many steps the two have in common from there on. */
function commonLengths(left: readonly TraceStep[], right: readonly TraceStep[]): number[][] {
  const lengths = left.map(() => right.map(() => 0));
  for (const [i, one] of [...left.entries()].reverse()) {
    for (const [j, other] of [...right.entries()].reverse()) {
      const row = lengths[i];
      if (!row) continue;
      row[j] = same(one, other)
        ? 1 + at(lengths, i + 1, j + 1)
        : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1));
    }
  }
  return lengths;
}
