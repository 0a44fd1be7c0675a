import type { Conditions, Value } from '../scope.ts';

/** A set of settings: for each axis, the values that it may have. */
export type Region = Readonly<Record<string, readonly Value[]>>;

export interface Separated {
  readonly holds: readonly Region[];
  readonly fails: readonly Region[];
}

interface Decided {
  readonly holds: boolean;
  readonly conditions: Conditions;
}

/** More axes at once than this explain nothing to a reader. */
const mostAxes = 4;

/**
 * The condition that separates cases of several experiments: the fewest axes on which every case that
 * holds differs from every case that fails, and among those the one that is told in the fewest regions.
 * An axis that a case does not have may have any value there, so that it sets the case apart from
 * nothing. Null where no condition of at most four axes does.
 * @example
 * separate([
 *   { holds: true, conditions: { fs: 'xfs', kernel: '6.1' } },
 *   { holds: true, conditions: { fs: 'xfs', kernel: '7.3' } },
 *   { holds: false, conditions: { fs: 'ext4', kernel: '6.1' } },
 * ]) // => { holds: [{ fs: ['xfs'] }], fails: [{ fs: ['ext4'] }] }
 */
export function separate(cases: readonly Decided[]): Separated | null {
  const axes = [...new Set(cases.flatMap(({ conditions }) => Object.keys(conditions)))].sort();
  for (let size = 1; size <= mostAxes; size++) {
    const found = choices(axes, size).flatMap((chosen) => regionsOn(cases, chosen) ?? []);
    const length = ({ holds, fails }: Separated) => holds.length + fails.length;
    const best = found.toSorted((a, b) => length(a) - length(b))[0];
    if (best) return best;
  }
  return null;
}

function regionsOn(cases: readonly Decided[], axes: readonly string[]): Separated | null {
  const projected = (wanted: boolean) => [
    ...new Map(
      cases.flatMap(({ holds, conditions }) => {
        if (holds !== wanted) return [];
        const region = project(conditions, axes);
        return [[JSON.stringify(region), region] as const];
      }),
    ).values(),
  ];
  const [holds, fails] = [projected(true), projected(false)];
  const apart = holds.every((one) => fails.every((other) => !compatible(one, other)));
  return apart ? { holds: told(holds, fails), fails: told(fails, holds) } : null;
}

function project(conditions: Conditions, axes: readonly string[]): Region {
  return Object.fromEntries(
    axes.flatMap((axis) => {
      const value = conditions[axis];
      return value === undefined ? [] : [[axis, [value]] as const];
    }),
  );
}

/**
 * A few wide regions that cover one side and touch nothing of the other: each setting is widened to
 * the fewest axes that still keep it apart, then regions are taken greedily, the widest cover first.
 */
function told(side: readonly Region[], other: readonly Region[]): readonly Region[] {
  const candidates = side.flatMap((region) => widest(region, other));
  const chosen: Region[] = [];
  let left = side;
  while (left.length > 0) {
    const covers = (region: Region) => left.filter((one) => within(one, region)).length;
    const best = candidates.toSorted(
      (a, b) => covers(b) - covers(a) || Object.keys(a).length - Object.keys(b).length,
    )[0];
    if (!best) break;
    chosen.push(best);
    left = left.filter((one) => !within(one, best));
  }
  return merged(chosen);
}

/** The region on the fewest of its axes on which it is apart from all the others, each way to do it. */
function widest(region: Region, others: readonly Region[]): readonly Region[] {
  const axes = Object.keys(region);
  for (let size = 1; size < axes.length; size++) {
    const found = choices(axes, size)
      .map((chosen) => Object.fromEntries(chosen.map((axis) => [axis, region[axis] ?? []])))
      .filter((wider) => others.every((other) => !compatible(wider, other)));
    if (found.length > 0) return found;
  }
  return [region];
}

const within = (one: Region, region: Region) =>
  Object.entries(region).every(([axis, values]) =>
    one[axis]?.every((value) => values.includes(value)),
  );

function compatible(a: Region, b: Region): boolean {
  return Object.entries(a).every(([axis, values]) => {
    const others = b[axis];
    return others === undefined || values.some((value) => others.includes(value));
  });
}

/** Joins regions that are the same but for one axis, until none are left. */
function merged(regions: readonly Region[]): readonly Region[] {
  for (const [index, one] of regions.entries()) {
    for (const other of regions.slice(index + 1)) {
      const joined = join(one, other);
      if (joined === null) continue;
      const rest = regions.filter((region) => region !== one && region !== other);
      return merged([joined, ...rest]);
    }
  }
  return regions;
}

function join(one: Region, other: Region): Region | null {
  const axes = Object.keys(one);
  if (axes.length !== Object.keys(other).length) return null;
  const differing = axes.filter((axis) => !sameValues(one[axis], other[axis]));
  const [axis] = differing;
  if (axis === undefined || differing.length > 1 || other[axis] === undefined) return null;
  return { ...one, [axis]: [...new Set([...(one[axis] ?? []), ...other[axis]])] };
}

const sameValues = (a: readonly Value[] | undefined, b: readonly Value[] | undefined) =>
  a?.length === b?.length && a?.every((value) => b?.includes(value)) === true;

function choices(axes: readonly string[], size: number): readonly (readonly string[])[] {
  if (size === 0) return [[]];
  return axes.flatMap((axis, index) =>
    choices(axes.slice(index + 1), size - 1).map((rest) => [axis, ...rest]),
  );
}
