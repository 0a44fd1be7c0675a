import type { Metric } from '../../../data/schema/metric.ts';
import type { Run } from '../../../data/schema/run.ts';
import type { Conditions } from '../../../data/schema/scope.ts';
import { type EvidenceRow, type MeasuredRow, rowsOf } from '../evidence-row.ts';
import { decided, exactly, resampledDifference } from '../predicate/compare.ts';
import { aggregate } from '../statistics/aggregate.ts';
import { fewestSamples, type Interval } from '../statistics/bootstrap.ts';
import { isExact } from '../statistics/exact.ts';
import { subject } from '../verdict/current-rows.ts';

/**
 * How one setting differs between two runs. `matters`: `yes` beyond the margin with certainty; `ticks`
 * where the medians differ beyond it and the least samples do not: a timer interrupt that fell into more
 * than half of the repetitions of one run, and not what was measured.
 */
export interface Difference {
  readonly what: string;
  readonly conditions: Conditions;
  readonly before: number | boolean | null;
  readonly after: number | boolean | null;
  /** `(after - before) / before` of the medians; null where one side is missing or no number. */
  readonly relative: Interval | null;
  readonly matters: 'yes' | 'no' | 'unclear' | 'ticks';
}

/**
 * What changed from run `a` to run `b`, settings without any difference left out. `margin` is the
 * relative difference that does not matter.
 */
export function compareRuns(
  a: Run,
  b: Run,
  metrics: ReadonlyMap<string, Metric>,
  margin: number,
): readonly Difference[] {
  const [before, after] = [a, b].map((run) => bySubject(run, metrics));
  return [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])].flatMap((key) =>
    difference(before?.get(key), after?.get(key), metrics, margin),
  );
}

function bySubject(
  run: Run,
  metrics: ReadonlyMap<string, Metric>,
): ReadonlyMap<string, EvidenceRow> {
  return new Map(rowsOf(run, metrics).map((row) => [subject(row).replace(/^\S+ \S+ /, ''), row]));
}

function difference(
  before: EvidenceRow | undefined,
  after: EvidenceRow | undefined,
  metrics: ReadonlyMap<string, Metric>,
  margin: number,
): readonly Difference[] {
  const row = after ?? before;
  if (!row) return [];
  const found = {
    what: row.kind === 'measured' ? row.metric : `holds(${row.exploration.invariant})`,
    conditions: row.conditions,
    before: before ? figureOf(before) : null,
    after: after ? figureOf(after) : null,
  };
  if (!before || !after || before.kind === 'explored' || after.kind === 'explored') {
    return found.before === found.after ? [] : [{ ...found, relative: null, matters: 'yes' }];
  }
  return measuredDifference(before, after, metrics, margin).map((rest) => ({ ...found, ...rest }));
}

function measuredDifference(
  before: MeasuredRow,
  after: MeasuredRow,
  metrics: ReadonlyMap<string, Metric>,
  margin: number,
): readonly Pick<Difference, 'relative' | 'matters'>[] {
  if (before.samples.join() === after.samples.join()) return [];
  const median = (samples: readonly number[]) => aggregate(samples, 'median');
  const [left, right] = [median(after.samples), median(before.samples)];
  const exact = [before, after].every((row) => isExact(metrics.get(before.metric), row));
  const relative = exact
    ? exactly(left, right)
    : resampledDifference(left, right, (draw) => [
        median(draw(after.samples)),
        median(draw(before.samples)),
      ]);
  const few = Math.min(before.samples.length, after.samples.length) < fewestSamples;
  const same = !exact && few ? 'open' : decided('==', relative, margin);
  if (same === 'open') return [{ relative, matters: 'unclear' }];
  if (same === 'yes') return [{ relative, matters: 'no' }];
  const least = ({ samples }: MeasuredRow) => aggregate(samples, 'min');
  const ticks = decided('==', exactly(least(after), least(before)), margin) === 'yes';
  return [{ relative, matters: ticks ? 'ticks' : 'yes' }];
}

const figureOf = (row: EvidenceRow): number | boolean =>
  row.kind === 'measured' ? aggregate(row.samples, 'median') : row.exploration.holds;

/** Members of the manifests that are not the same, such as the kernel or the revision. */
export function manifestChanges(
  a: Run,
  b: Run,
): Readonly<Record<string, readonly [unknown, unknown]>> {
  const [left, right] = [flat(a), flat(b)];
  return Object.fromEntries(
    [...new Set([...Object.keys(left), ...Object.keys(right)])]
      .filter((key) => left[key] !== right[key])
      .sort()
      .map((key) => [key, [left[key] ?? null, right[key] ?? null] as const]),
  );
}

function flat({ manifest: { machine, tools, ...rest } }: Run): Record<string, unknown> {
  const prefixed = (prefix: string, members: object) =>
    Object.fromEntries(Object.entries(members).map(([key, value]) => [`${prefix}.${key}`, value]));
  return { ...rest, ...prefixed('machine', machine), ...prefixed('tools', tools) };
}
