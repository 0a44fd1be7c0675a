import { join } from 'node:path';
import type { Experiment } from '../../data/schema/experiment.ts';
import { Fault } from '../../data/schema/fault.ts';
import { type Metric, MetricRegistry } from '../../data/schema/metric.ts';
import type { Lost, Measurement } from '../../data/schema/run.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import { readYaml } from '../../data/schema/yaml.ts';
import type { ProgramResult, Said } from './program-results.ts';

/** The columns of the counting plugin's lines, as metrics: kernel and program, then the program alone. */
export const columns = ['flushes', 'fences', 'clwb', 'sfence'] as const;
/** The column after those: all instructions of all processors. */
const executed = columns.length;

/** The registry's metrics, by name. */
export const readMetrics = (root: string): ReadonlyMap<string, Metric> =>
  new Map(
    readYaml(join(root, 'data/metrics.yaml'), MetricRegistry).metrics.map((metric) => [
      metric.name,
      metric,
    ]),
  );

/** What the settings of a boot came to. */
export interface Outcome {
  readonly measurements: readonly Measurement[];
  readonly lost: readonly Lost[];
}

/** The same of a boot, with the versions and hashes of all that took part. */
export interface BootOutcome extends Outcome {
  readonly tools: Readonly<Record<string, string>>;
}

/**
 * Joins what a program said with the settings that it was asked for. An interval's counts have the
 * condition `interval`, and `counts: noisy` where they do not repeat; `windows` are what the plugin saw
 * between the marks, in the programs' order. Where counts are noisy the guest's time has waiting in it, and
 * only the plugin knows what was executed.
 * A setting that failed is lost, and so is one whose windows cannot be told from those of one before it.
 * @throws Fault `inputRefused` for a metric that the experiment does not list.
 */
export function programMeasurements(
  experiment: Experiment,
  settings: readonly Conditions[],
  results: readonly ProgramResult[],
  metrics: ReadonlyMap<string, Metric>,
  spentMetric: 'instructions' | 'latency',
  windows: readonly (readonly number[])[] | null,
  noisy = false,
): Outcome {
  const measurements: Measurement[] = [];
  const lost: Lost[] = [];
  const lineUp = windows === null || windows.length === intervalsOf(results);
  let window = 0;
  for (const [id, setting] of settings.entries()) {
    const { said, fault } = results[id] ?? { said: [], fault: 'nothing said' };
    const counted = said.some(({ kind }) => kind === 'interval');
    const why =
      fault ??
      (counted && lost.length > 0 && !lineUp ? indistinct : null) ??
      (said.every(({ kind }) => kind === 'ack') ? 'the program reported nothing' : null);
    if (why !== null) {
      window += said.filter(({ kind }) => kind === 'interval').length;
      lost.push({ conditions: setting, why });
      continue;
    }
    const samples = new Map<string, Measurement>();
    const add = (metric: string, unit: string, conditions: Conditions, value: number) => {
      const key = JSON.stringify([metric, conditions['interval'] ?? null]);
      const known = samples.get(key);
      if (known) known.samples.push(value);
      else samples.set(key, { metric, unit, conditions, samples: [value] });
    };
    for (const one of said) {
      if (one.kind === 'metric') {
        add(one.metric, unitOf(one.metric, experiment, metrics), setting, one.value);
      } else if (one.kind === 'interval') {
        const conditions = {
          ...setting,
          interval: one.interval,
          ...(noisy ? { counts: 'noisy' } : {}),
        };
        const seen = windows?.[window++];
        for (const [metric, unit, value] of countsOf(one, spentMetric, noisy, seen)) {
          add(metric, unit, conditions, value);
        }
      }
    }
    measurements.push(...samples.values());
  }
  return { measurements, lost };
}

/** Why a setting is lost that itself did not fail. */
export const indistinct =
  'its counts cannot be told from those of a setting before it, which failed while it was counted';

const intervalsOf = (results: readonly ProgramResult[]): number =>
  results.reduce((sum, { said }) => sum + said.filter(({ kind }) => kind === 'interval').length, 0);

function countsOf(
  { spent, counters }: Said & { readonly kind: 'interval' },
  spentMetric: 'instructions' | 'latency',
  noisy: boolean,
  seen: readonly number[] | undefined,
): (readonly [string, string, number])[] {
  const total = noisy ? seen?.[executed] : spent;
  return [
    ...(total === undefined
      ? []
      : [[spentMetric, spentMetric === 'latency' ? 'ns' : 'instructions', total] as const]),
    ...Object.entries(counters).map(([name, value]) => [name, 'events', value] as const),
    ...(seen ? columns.map((name, column) => [name, 'count', seen[column] ?? 0] as const) : []),
  ];
}

function unitOf(
  name: string,
  experiment: Experiment,
  metrics: ReadonlyMap<string, Metric>,
): string {
  const metric = experiment.declares?.[name] ?? metrics.get(name);
  if (metric && experiment.metrics.includes(name)) return metric.unit;
  throw new Fault(
    'inputRefused',
    `${experiment.id}: the program reports ${name}, which the experiment does not ${metric ? 'list in metrics' : 'declare'}`,
    'add it to metrics, and to declares with its unit and meaning if data/metrics.yaml does not have it',
  );
}
