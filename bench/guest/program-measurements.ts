import type { Experiment } from '../../data/schema/experiment.ts';
import { Fault } from '../../data/schema/fault.ts';
import type { Metric } from '../../data/schema/metric.ts';
import type { Measurement } from '../../data/schema/run.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import type { ProgramResult, Said } from './program-results.ts';

/** The counting plugin's columns, as metrics. */
const columns = ['flushes', 'fences', 'clwb', 'sfence'] as const;
/** The column after those: all instructions of all processors. */
const executed = columns.length;

/**
 * Joins what a program said with the settings that it was asked for. An interval's counts have the
 * condition `interval`, and `counts: noisy` where they do not repeat; `windows` are what the plugin saw
 * between the marks, in the programs' order. Where counts are noisy the guest's time has waiting in it, and
 * only the plugin knows what was executed.
 * @throws Fault `checkFailed` for a setting without results, `inputRefused` for a metric that the
 * experiment does not list.
 */
export function programMeasurements(
  experiment: Experiment,
  settings: readonly Conditions[],
  results: readonly ProgramResult[],
  metrics: ReadonlyMap<string, Metric>,
  spentMetric: 'instructions' | 'latency',
  windows: readonly (readonly number[])[] | null,
  noisy = false,
): Measurement[] {
  let window = 0;
  return settings.flatMap((setting, id) => {
    const { said, fault } = results[id] ?? { said: [], fault: 'nothing said' };
    if (fault !== null) throw failed(setting, fault);
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
    if (samples.size === 0) throw failed(setting, 'the program reported nothing');
    return [...samples.values()];
  });
}

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

const failed = (setting: Conditions, why: string) =>
  new Fault(
    'checkFailed',
    `no result for ${JSON.stringify(setting)}: ${why}`,
    'except the setting, or mend the program; WARRANT_GUEST_TRANSCRIPT=FILE keeps what was printed',
  );
