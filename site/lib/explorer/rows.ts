import type { Measurement } from '../../../data/schema/run.ts';

/** Where a claim applies on a chart: a hypothesis, the settings it asserts, and its verdict here. */
export interface Applies {
  readonly statement: string;
  readonly metric: string;
  readonly href: string;
  readonly conditions: Readonly<Record<string, string | number | boolean>>;
  readonly verdict: string;
}

/** One run as the explorer offers it. */
export interface Offer {
  readonly run: string;
  readonly title: string;
  readonly scope: string;
  readonly date: string;
  readonly json: string;
  readonly csv: string;
  readonly page: string;
  readonly applies: readonly Applies[];
}

/** What is chosen: a run, a metric, and a value for some axes. */
export interface Choice {
  readonly run: string;
  readonly metric: string;
  readonly axes: Readonly<Record<string, string>>;
  readonly raw: boolean;
}

/** Axes that take more than one value in these measurements, with their values as text. */
export function axesOf(measurements: readonly Measurement[]): { name: string; values: string[] }[] {
  const names = new Set(measurements.flatMap((one) => Object.keys(one.conditions)));
  return [...names]
    .map((name) => ({
      name,
      values: [...new Set(measurements.map((one) => String(one.conditions[name] ?? '')))].sort(
        (a, b) => Number(a) - Number(b) || a.localeCompare(b, 'en'),
      ),
    }))
    .filter((axis) => axis.values.length > 1);
}

/** The measurements that a choice leaves. */
export function chosenRows(measurements: readonly Measurement[], choice: Choice): Measurement[] {
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
