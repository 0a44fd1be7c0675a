import type { Measurement } from '../../../data/schema/run.ts';
import type { Conditions } from '../../../data/schema/scope.ts';
import type { Counters } from '../fs/machine.ts';
import { lineBytes } from '../fs/page.ts';

/** Line of the medium, in bytes, that a smaller write makes it rewrite (Yang et al., FAST 2020). */
const mediaLine = 256;

/** What was counted between two machines, for each of `stores` durable stores of 64 B. */
export function costPerStore(
  before: Counters,
  after: Counters,
  stores: number,
  conditions: Conditions,
): Measurement[] {
  const spent = (of: keyof Counters) => after[of] - before[of];
  const log = spent('journalLines') * lineBytes;
  const media =
    (spent('dataLines') + spent('homeLines')) * mediaLine + Math.ceil(log / mediaLine) * mediaLine;
  const counts: readonly (readonly [metric: string, unit: string, total: number])[] = [
    ['flushes', 'count', spent('flushes')],
    ['fences', 'count', spent('fences')],
    ['faults', 'count', spent('faults')],
    ['log-forces', 'count', spent('logForces')],
    ['journal-bytes', 'bytes', log],
    ['dirty-pages-walked', 'count', spent('pagesWalked')],
    ['metadata-commits', 'count', spent('transactions')],
    ['media-bytes', 'bytes', media],
  ];
  return counts.map(([metric, unit, total]) => ({
    metric,
    unit,
    conditions,
    samples: [total / stores],
  }));
}
