import { z } from 'zod';
import { Scope } from './scope.ts';

/**
 * Units that metrics and literals may carry, alone or as a quotient such as `B/store`. `count`,
 * `events`, `flag` and `ratio` are dimensionless; a literal in `us` compares with a metric in `ns`, one in `B` does not.
 */
export const baseUnits = {
  ns: { dimension: 'time', scale: 1 },
  us: { dimension: 'time', scale: 1e3 },
  ms: { dimension: 'time', scale: 1e6 },
  s: { dimension: 'time', scale: 1e9 },
  B: { dimension: 'space', scale: 1 },
  bytes: { dimension: 'space', scale: 1 },
  KiB: { dimension: 'space', scale: 2 ** 10 },
  MiB: { dimension: 'space', scale: 2 ** 20 },
  GiB: { dimension: 'space', scale: 2 ** 30 },
  instructions: { dimension: 'instructions', scale: 1 },
  lines: { dimension: 'lines', scale: 1 },
  pages: { dimension: 'pages', scale: 1 },
  blocks: { dimension: 'blocks', scale: 1 },
  count: { dimension: '', scale: 1 },
  /** A number by its logarithm of base 2: compared, never added to others. */
  log2: { dimension: 'log2', scale: 1 },
  events: { dimension: '', scale: 1 },
  /** An error number of errno(3); 0 for success. */
  errno: { dimension: '', scale: 1 },
  flag: { dimension: '', scale: 1 },
  ratio: { dimension: '', scale: 1 },
} as const;

/** One metric that an experiment can report: what it counts, in which unit, and how to read it. */
export const Metric = z.strictObject({
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower-case words joined by hyphens'),
  unit: z.string().min(1),
  /** What is counted, between which two points, one sentence. */
  meaning: z.string().min(1),
  /** Scopes in which repeating a run must give the same number; compared exactly there. */
  deterministic: z.array(Scope),
  better: z.enum(['less', 'more', 'neither']),
});
export type Metric = z.infer<typeof Metric>;

/** An axis along which settings differ: the name of a condition, and what its values mean. */
export const Axis = z.strictObject({
  name: z.string().regex(/^[a-z][A-Za-z0-9-]*$/),
  meaning: z.string().min(1),
  /** For some values, the condition as a sentence has it: `under a log, as in ext4 and XFS`. */
  says: z.record(z.string(), z.string()).default({}),
});
export type Axis = z.infer<typeof Axis>;

/** `data/metrics.yaml`: every metric and axis that runs may report and hypotheses may name. */
export const MetricRegistry = z.strictObject({
  metrics: z.array(Metric).min(1),
  axes: z.array(Axis).min(1),
});
export type MetricRegistry = z.infer<typeof MetricRegistry>;
