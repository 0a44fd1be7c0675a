import { z } from 'zod';
import { ExperimentId } from './ids.ts';
import { Metric } from './metric.ts';
import { Scope } from './scope.ts';

/** A value of an axis: it may reach a command line or a program, so that it is one printable line. */
const Value = z.union([
  z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^\p{C}\u2028\u2029]*$/u, 'expected one line of printable characters'),
  z.number(),
  z.boolean(),
]);
const AxisName = z
  .string()
  .max(40)
  .regex(/^[a-z][A-Za-z0-9-]*$/, 'expected the name of an axis, in letters, digits and hyphens');
const Axes = z.record(AxisName, z.array(Value).min(1).max(4096));
const ProgramName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*\.(c|sh)$/, 'expected the name of a .c or .sh file in data/programs');

/** A metric that an experiment brings along; `deterministic` means the same as in `data/metrics.yaml`. */
const DeclaredMetric = Metric.omit({ name: true }).extend({
  deterministic: z.array(Scope).default(['guest']),
});

/** What must hold in every crash state; see `bench/model` for each one's definition. */
export const Invariant = z.enum([
  'acknowledged-survives',
  'ordering',
  'no-foreign-data',
  'tree-well-formed',
  'operation-atomic',
  'mounts',
  'no-leak',
  'no-deadlock',
]);
export type Invariant = z.infer<typeof Invariant>;

/** What is run, under which settings, on which substrates. */
const Content = z.strictObject({
  id: ExperimentId,
  title: z.string(),
  /** The question that it answers, as an engineer would ask it. */
  question: z.string(),
  substrates: z.array(Scope).min(1),
  /** One that the project brings, or `program`. */
  workload: z.string(),
  /** Of the workload `program`: a file of `data/programs`. */
  program: ProgramName.optional(),
  /** Of the workload `program`: foreign programs that it starts, by their names in `data/machines/tools.yaml`. */
  tools: z.array(z.string()).min(1).optional(),
  /** Axes; the settings run are their product, less what `except` lists. */
  parameters: Axes,
  except: z.array(z.record(z.string(), Value)).default([]),
  /** Narrower axes for `--quick`. */
  quick: Axes.default({}),
  metrics: z.array(z.string()).default([]),
  /** Metrics of this experiment that `data/metrics.yaml` does not have. */
  declares: z.record(Metric.shape.name, DeclaredMetric).optional(),
  /** A predicate that holds in every case whose results mean anything; elsewhere the case is open. */
  requires: z.string().min(1).optional(),
  /** Records the program under test and searches every crash of it. */
  crash: z
    .strictObject({
      /** Units in bytes that a power failure leaves whole or not at all. */
      tearing: z.array(z.int().min(8).max(65536)).min(1).default([512]),
      /** Runs after a crash and the kernel's recovery, with the promises on standard input. */
      oracle: ProgramName,
    })
    .optional(),
  invariants: z.array(Invariant).default([]),
  seed: z.int().default(1),
  /** Crash states checked per setting before the explorer stops with `complete: false`. */
  budget: z.int().positive().default(5_000_000),
  /** Of a crash point of a real kernel whose images exceed the budget, how many are tried; the budget unless told. */
  sample: z.int().positive().optional(),
});

/** One file of `data/experiments/`, whose members fit one another. */
export const Experiment = Content.superRefine((experiment, context) => {
  const issue = (path: string, message: string) =>
    context.addIssue({ code: 'custom', path: [path], message });
  const own = experiment.workload === 'program';
  if (own && experiment.program === undefined) {
    issue('workload', 'program, but no member `program` names a file of data/programs');
  }
  if (!own && experiment.program !== undefined) {
    issue('program', 'named, but `workload` is not program');
  }
  if (!own && experiment.tools !== undefined) issue('tools', 'only a program starts them');
  if (experiment.tools !== undefined && experiment.crash !== undefined) {
    issue('tools', 'a program that is searched starts none');
  }
  if (!own && experiment.crash !== undefined) issue('crash', 'only a program can be searched');
});
export type Experiment = z.infer<typeof Experiment>;
