import type { Measurement, Run } from '../../data/schema/run.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import type { Quotient, Verdict, VerdictCase } from '../../data/schema/verdict.ts';
import { median } from './format.ts';
import { setting, shown } from './names.ts';
import { split } from './settings.ts';

/** One row that a predicate selected, in the run's own unit. */
export interface PairPoint {
  /** What tells it from the other rows of its case, such as `split-merge`. */
  readonly side: string;
  readonly approach: string | null;
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

export interface Pair {
  /** What tells the case from the others, such as `ext4`. */
  readonly label: string;
  readonly outcome: VerdictCase['outcome'];
  readonly points: readonly PairPoint[];
  /** The comparison that decided the case, where it is about this chart's metric. */
  readonly compared: Compared | null;
}

export interface Compared {
  readonly left: number | null;
  readonly operator: string;
  readonly right: number | null;
  readonly quotient: Quotient | null;
}

/** The rows of one metric that a verdict's predicate selected, paired by case. */
export interface Pairs {
  readonly metric: string;
  readonly unit: string;
  /** What all of its cases share. */
  readonly shared: Conditions;
  /** The rows as they are in the runs, case by case. */
  readonly rows: readonly Measurement[];
  readonly pairs: readonly Pair[];
}

/** One chart a metric and unit: every row that the predicate selected, and no other. */
export function pairsOf(
  verdict: Verdict,
  find: (run: string) => Run | undefined,
): readonly Pairs[] {
  const selected = verdict.cases.flatMap((one) =>
    one.rows.flatMap(({ run, measurements }) =>
      measurements.flatMap((index) => {
        const row = find(run)?.measurements[index];
        return row ? [{ one, row }] : [];
      }),
    ),
  );
  const byMetric = Map.groupBy(selected, ({ row }) => `${row.metric}\0${row.unit}`);
  return [...byMetric.values()].map((of) => chart(of));
}

type Selected = { readonly one: VerdictCase; readonly row: Measurement };

function chart(of: readonly Selected[]): Pairs {
  const byCase = [...Map.groupBy(of, ({ one }) => one)];
  const { shared, axes } = split(byCase.map(([{ when }]) => when));
  const { metric = '', unit = '' } = of[0]?.row ?? {};
  return {
    metric,
    unit,
    shared,
    rows: [...new Set(of.map(({ row }) => row))],
    pairs: byCase.map(([one, rows]) => ({
      label: byCase.length > 1 ? named(one.when, axes) : '',
      outcome: one.outcome,
      points: points(rows.map(({ row }) => row)),
      compared:
        one.metric === metric && one.operator !== null ? { ...one, operator: one.operator } : null,
    })),
  };
}

function points(rows: readonly Measurement[]): readonly PairPoint[] {
  const { axes } = rows.length > 1 ? split(rows.map(({ conditions }) => conditions)) : { axes: [] };
  return rows.map(({ conditions, samples }) => ({
    side: named(conditions, axes),
    approach: typeof conditions['approach'] === 'string' ? conditions['approach'] : null,
    median: median(samples),
    low: Math.min(...samples),
    high: Math.max(...samples),
    n: samples.length,
  }));
}

/** Words name themselves; a bare number or switch does not. */
const named = (conditions: Conditions, axes: readonly string[]) =>
  axes
    .flatMap((axis) => {
      const value = conditions[axis];
      if (value === undefined) return [];
      return [typeof value === 'string' ? shown(axis, value) : setting(axis, value)];
    })
    .join(', ');

/** The same for two charts that an eye could not tell apart, whatever their predicates ask. */
export const picture = ({ metric, unit, pairs }: Pairs): string =>
  JSON.stringify([metric, unit, pairs.map(({ label, points: of }) => [label, of])]);
