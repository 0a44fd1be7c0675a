import type { Measurement, Run } from '../../../data/schema/run.ts';

/** Where a claim applies on a chart: a hypothesis, the settings it asserts, and its verdict here. */
export interface Applies {
  readonly statement: string;
  readonly metric: string;
  readonly href: string;
  readonly conditions: Readonly<Record<string, string | number | boolean>>;
  readonly verdict: string;
  /** Of the verdict. */
  readonly scope: string;
}

/** One run as the explorer offers it. */
export interface Offer {
  readonly run: string;
  readonly experiment: string;
  readonly title: string;
  readonly scope: string;
  readonly date: string;
  readonly metrics: readonly string[];
  readonly json: string;
  readonly csv: string;
  readonly page: string;
  readonly applies: readonly Applies[];
}

/** What is chosen: a run and others beside it, a metric, and a value for some axes. */
export interface Choice {
  readonly run: string;
  readonly beside: readonly string[];
  readonly metric: string;
  readonly axes: Readonly<Record<string, string>>;
  readonly raw: boolean;
}

/** A measurement that knows its run. */
export interface Row extends Measurement {
  readonly from: Pick<Run, 'id' | 'substrate'>;
}

/** Enough of a run's id to tell it from others in a list or a label. */
export const shortId = (id: string) => id.slice(0, 10);

/** Measurements of some runs as one table; of several, run id and substrate are axes like any other. */
export function joined(runs: readonly Run[]): Row[] {
  return runs.flatMap(({ id, substrate, measurements }) =>
    measurements.map((one) => ({
      ...one,
      conditions:
        runs.length > 1 ? { 'run-id': shortId(id), substrate, ...one.conditions } : one.conditions,
      from: { id, substrate },
    })),
  );
}

/** Axes that take more than one value in these measurements, with their values as text. */
export function axesOf(measurements: readonly Measurement[]): { name: string; values: string[] }[] {
  const names = new Set(measurements.flatMap((one) => Object.keys(one.conditions)));
  return [...names]
    .map((name) => ({
      name,
      // Runs of different experiments need not share an axis; what lacks it cannot be asked for by it.
      values: [...new Set(measurements.map((one) => String(one.conditions[name] ?? '')))]
        .filter((value) => value !== '')
        .sort((a, b) => Number(a) - Number(b) || a.localeCompare(b, 'en')),
      everywhere: measurements.every((one) => one.conditions[name] !== undefined),
    }))
    .filter((axis) => axis.values.length > 1 || !axis.everywhere)
    .map(({ name, values }) => ({ name, values }));
}

/** The measurements that a choice leaves. */
export function chosenRows<T extends Measurement>(
  measurements: readonly T[],
  choice: Pick<Choice, 'metric' | 'axes'>,
): T[] {
  return measurements
    .filter((one) => one.metric === choice.metric)
    .filter((one) =>
      Object.entries(choice.axes).every(
        ([name, value]) => String(one.conditions[name] ?? '') === value,
      ),
    );
}

export const metricsOf = (measurements: readonly Measurement[]): string[] => [
  ...new Set(measurements.map((one) => one.metric)),
];
