import type { Measurement } from '../../../data/schema/run.ts';
import type { Choice } from './choice.ts';
import { facetsOf } from './facets.ts';
import { chosenRows } from './rows.ts';

/** Lines that a first chart has at most. */
const most = 8;

/**
 * Values of axes to begin with, so that a first chart can be read: one value of each axis with few values
 * until few lines are left. The approach, panels, and the axis that runs across keep all of theirs.
 */
export function narrowed(
  measurements: readonly Measurement[],
  { metric, panels }: Pick<Choice, 'metric' | 'panels'>,
): Choice['axes'] {
  const facets = facetsOf(measurements, { metric, axes: {} });
  const across = facets
    .filter(({ axis, values }) => !panels.includes(axis) && values.length >= 3 && numeric(values))
    .toSorted((a, b) => b.values.length - a.values.length)[0]?.axis;
  const free = facets
    .filter(({ axis }) => ![...panels, across, 'approach'].includes(axis))
    .toSorted((a, b) => a.values.length - b.values.length);
  let axes: Record<string, readonly string[]> = {};
  const lines = () =>
    new Set(
      chosenRows(measurements, { metric, axes }).map(({ conditions }) =>
        JSON.stringify(
          ['approach', ...free.map(({ axis }) => axis)].map((axis) => conditions[axis]),
        ),
      ),
    ).size;
  for (const { axis } of free) {
    if (lines() <= most) break;
    const now = facetsOf(measurements, { metric, axes }).find((one) => one.axis === axis);
    const fullest = now?.values.toSorted((a, b) => b.count - a.count)[0];
    // Where approaches differ in it, one value would take approaches away.
    const approaches = (chosen: Choice['axes']) =>
      new Set(
        chosenRows(measurements, { metric, axes: chosen }).map((one) => one.conditions['approach']),
      ).size;
    if (!fullest) continue;
    const next = { ...axes, [axis]: [fullest.text] };
    if (approaches(next) === approaches(axes)) axes = next;
  }
  return axes;
}

const numeric = (values: readonly { readonly value: unknown }[]) =>
  values.every(({ value }) => typeof value === 'number');
