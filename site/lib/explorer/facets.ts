import type { Measurement } from '../../../data/schema/run.ts';
import { byNumber } from '../by-number.ts';
import type { Choice } from './choice.ts';
import { chosenRows } from './rows.ts';

/** An axis that takes more than one value, with its values and what each would leave. */
export interface Facet {
  readonly axis: string;
  readonly values: readonly FacetValue[];
}

export interface FacetValue {
  /** As text, as the address has it, and as the measurements do. */
  readonly text: string;
  readonly value: string | number | boolean;
  readonly chosen: boolean;
  /** Measurements with this value among those that the other axes leave. */
  readonly count: number;
}

/** Axes of the metric's measurements to choose rows by. */
export function facetsOf(
  measurements: readonly Measurement[],
  { metric, axes }: Pick<Choice, 'metric' | 'axes'>,
): Facet[] {
  const all = measurements.filter((one) => one.metric === metric);
  const names = [...new Set(all.flatMap((one) => Object.keys(one.conditions)))];
  return names.flatMap((axis) => {
    const values = [...new Set(all.map((one) => one.conditions[axis]))].filter(
      (value) => value !== undefined,
    );
    const everywhere = all.every((one) => one.conditions[axis] !== undefined);
    if (values.length < 2 && everywhere) return [];
    const others = Object.fromEntries(Object.entries(axes).filter(([name]) => name !== axis));
    const left = chosenRows(all, { metric, axes: others });
    const counted = Map.groupBy(left, (one) => one.conditions[axis]);
    return [
      {
        axis,
        values: values.toSorted(byValue).map((value) => ({
          text: String(value),
          value,
          chosen: axes[axis]?.includes(String(value)) ?? false,
          count: counted.get(value)?.length ?? 0,
        })),
      },
    ];
  });
}

/** Numbers and releases by size; words stay in the order of the file. */
function byValue(a: unknown, b: unknown): number {
  const numeric = /^[\d.]+$/;
  if (!numeric.test(String(a)) || !numeric.test(String(b))) return 0;
  return byNumber(String(a), String(b));
}
