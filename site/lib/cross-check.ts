import type { Measurement, Run } from '../../data/schema/run.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import { median } from './format.ts';

/** What two programs spent on the same writes, by metric. */
export interface Pair {
  readonly metric: string;
  readonly fio: number;
  readonly ours: number;
}

/** One setting of `durable-by-fio`: what the third pass over the file added on each side. */
export interface CrossChecked {
  readonly setting: Conditions;
  readonly pairs: readonly Pair[];
  /** Syncs that fio itself reports for the pass. */
  readonly syncs: number;
}

/** Writes of one pass, as in `data/programs/durable-by-fio.c`. */
export const writesOfPass = 64;

/** Metrics of the kernel and of the plugin that both sides have; `kernel-flushes` are those that no program executed. */
export const compared: readonly string[] = [
  'system-call-entries',
  'dax-pte-faults',
  'dax-writeback',
  'clwb',
  'sfence',
  'kernel-flushes',
];

/**
 * Every setting of a run of `durable-by-fio`: twice taken from thrice, so that neither start nor end of a
 * program is in it.
 */
export function crossChecked({ measurements }: Pick<Run, 'measurements'>): CrossChecked[] {
  const settings = Map.groupBy(measurements, ({ conditions }) => {
    const { interval: _, counts: __, ...setting } = conditions;
    return JSON.stringify(setting);
  });
  return [...settings].map(([setting, rows]) => {
    const added = (side: string, metric: string): number =>
      metric === 'kernel-flushes'
        ? added(side, 'flushes') - added(side, 'clwb')
        : count(rows, metric, `${side}-thrice`) - count(rows, metric, `${side}-twice`);
    return {
      setting: JSON.parse(setting) as Conditions,
      pairs: compared.map((metric) => ({
        metric,
        fio: added('fio', metric),
        ours: added('ours', metric),
      })),
      syncs: median(rows.find(({ metric }) => metric === 'fio-syncs')?.samples ?? []),
    };
  });
}

/** A kernel without a counter reports none: on a device without files there is nothing to count. */
const count = (rows: readonly Measurement[], metric: string, interval: string): number => {
  const found = rows.find(
    (row) => row.metric === metric && row.conditions['interval'] === interval,
  );
  return found ? median(found.samples) : 0;
};

/** System calls of fio's pass that are no syncs: it opens its file anew for each. */
export const otherCalls = ({ pairs, syncs, setting }: CrossChecked): number => {
  const calls = pairs.find(({ metric }) => metric === 'system-call-entries')?.fio ?? 0;
  return setting['way'] === 'msync' ? calls - syncs : calls;
};
