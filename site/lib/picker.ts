import type { RunId } from '../../data/schema/ids.ts';
import type { Conditions, Scope } from '../../data/schema/scope.ts';
import { median } from './format.ts';
import { select } from './pick.ts';

const scope: Scope = 'guest';

/** Medians of instructions of one way to make stores durable, by the value of an axis. */
export interface Way {
  readonly name: string;
  readonly flushes: boolean;
  readonly byValue: ReadonlyMap<string, number>;
}

/** What a table compares: the ways found under some conditions, along one axis, with their run. */
export interface Comparison {
  readonly run: RunId;
  /** The axis whose values are the ways. */
  readonly by: string;
  readonly values: readonly string[];
  readonly ways: readonly Way[];
}

/** Operations that flush from user space; the others are system calls. */
const flushing = new Set(['map-sync-clwb', 'map-sync-nt', 'clwb', 'nt']);

/**
 * Null where nothing was measured.
 * @param name The axis whose values are the ways.
 */
export function comparison(
  experiment: string,
  axis: string,
  where: Conditions,
  name = 'operation',
): Comparison | null {
  const found = select(experiment, scope, 'instructions', where);
  if (!found) return null;
  const ways = Map.groupBy(found.rows, ({ conditions }) => String(conditions[name]));
  const values = [...new Set(found.rows.map(({ conditions }) => String(conditions[axis])))];
  return {
    run: found.run,
    by: name,
    values,
    ways: [...ways].map(([way, rows]) => ({
      name: way,
      flushes: flushing.has(way),
      byValue: new Map(
        [...Map.groupBy(rows, ({ conditions }) => String(conditions[axis]))].map(
          ([value, same]) => [value, median(same.flatMap(({ samples }) => samples))] as const,
        ),
      ),
    })),
  };
}

/** What one axis was tried with, in the order of the run; empty where nothing was measured. */
export const valuesOf = (experiment: string, axis: string): readonly string[] => [
  ...new Set(
    select(experiment, scope, 'instructions', {})?.rows.map(({ conditions }) =>
      String(conditions[axis]),
    ),
  ),
];

/** Instructions of the cheapest of one kind, infinite where none was measured. */
export const least = (ways: readonly Way[], flushes: boolean, value: string): number =>
  Math.min(
    ...ways
      .filter((way) => way.flushes === flushes)
      .map(({ byValue }) => byValue.get(value) ?? Number.POSITIVE_INFINITY),
  );

/**
 * How many instructions the cheapest system call takes for one of the cheapest flush from user space; null where
 * one of the two was not measured.
 */
export function timesOfFlush({ ways }: Pick<Comparison, 'ways'>, value: string): number | null {
  const ratio = least(ways, false, value) / least(ways, true, value);
  return Number.isFinite(ratio) && ratio > 0 ? ratio : null;
}

/** The first value from which on the cheapest system call costs no more than the cheapest flush; null where none does. */
export function crossover({ values, ways }: Pick<Comparison, 'values' | 'ways'>): string | null {
  const crossed = values.map((value) => least(ways, false, value) <= least(ways, true, value));
  const last = crossed.lastIndexOf(false);
  return values[last + 1] ?? null;
}

/** The cheapest way of a column. */
export function cheapest({ ways }: Comparison, value: string): string | null {
  const sorted = ways
    .filter(({ byValue }) => byValue.has(value))
    .sort((a, b) => (a.byValue.get(value) ?? 0) - (b.byValue.get(value) ?? 0));
  return sorted[0]?.name ?? null;
}
