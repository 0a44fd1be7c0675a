import type { Measurement, Run } from '../../../data/schema/run.ts';
import type { Choice } from './choice.ts';

/** A hypothesis about a metric of a run, and its verdict in that scope. */
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

/** The measurements that a choice leaves. */
export function chosenRows<T extends Measurement>(
  measurements: readonly T[],
  { metric, axes }: Pick<Choice, 'metric' | 'axes'>,
): T[] {
  return measurements.filter(
    (one) =>
      one.metric === metric &&
      Object.entries(axes).every(
        ([name, values]) =>
          values.length === 0 || values.includes(String(one.conditions[name] ?? '')),
      ),
  );
}

export const metricsOf = (measurements: readonly Measurement[]): string[] => [
  ...new Set(measurements.map((one) => one.metric)),
];
