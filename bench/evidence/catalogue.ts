import { join } from 'node:path';
import type { z } from 'zod';
import { Experiment } from '../../data/schema/experiment.ts';
import { Fault } from '../../data/schema/fault.ts';
import { filesBelow } from '../../data/schema/files-below.ts';
import { Hypothesis } from '../../data/schema/hypothesis.ts';
import { type Axis, type Metric, MetricRegistry } from '../../data/schema/metric.ts';
import { readYaml } from '../../data/schema/yaml.ts';
import { type CheckedPredicate, checkTypes, type Vocabulary } from './predicate/check-types.ts';
import { parsePredicate } from './predicate/parse.ts';
import type { Value } from './predicate/syntax.ts';
import type { Question } from './verdict/decide.ts';

/** What people wrote: the registry, the experiments and the hypotheses, by id and in id order. */
export interface Catalogue {
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly axes: readonly Axis[];
  readonly experiments: ReadonlyMap<string, Experiment>;
  readonly hypotheses: readonly Hypothesis[];
}

/** @throws Fault `inputRefused` naming the first file that is not well-formed. */
export function readCatalogue(root: string): Catalogue {
  const registry = readYaml(join(root, 'data/metrics.yaml'), MetricRegistry);
  const experiments = readFolder(join(root, 'data/experiments'), Experiment);
  return {
    metrics: metricsOf(registry, experiments),
    axes: registry.axes,
    experiments: new Map(experiments.map((experiment) => [experiment.id, experiment])),
    hypotheses: readFolder(join(root, 'data/hypotheses'), Hypothesis),
  };
}

/** Metrics by name, those that experiments bring along too; what the registry says of a name goes before. */
export const metricsOf = (
  { metrics }: MetricRegistry,
  experiments: readonly Pick<Experiment, 'declares'>[],
): ReadonlyMap<string, Metric> =>
  new Map(
    [
      ...experiments.flatMap(({ declares = {} }) =>
        Object.entries(declares).map(([name, metric]) => ({ name, ...metric })),
      ),
      ...metrics,
    ].map((metric) => [metric.name, metric]),
  );

/** Every YAML file of a folder; the file is named after the id of what it holds. */
export function readFolder<T extends { readonly id: string }>(
  folder: string,
  schema: z.ZodType<T>,
): T[] {
  return yamlFilesBelow(folder).map((file) => {
    const value = readYaml(file, schema);
    if (join(folder, `${value.id}.yaml`) === file) return value;
    throw new Fault('inputRefused', `${file}:1: holds ${value.id}`, `name it ${value.id}.yaml`);
  });
}

export const yamlFilesBelow = (folder: string): readonly string[] => filesBelow(folder, '.yaml');

/**
 * A hypothesis with its predicate parsed and checked against what its experiment varies.
 * @throws Fault `inputRefused` naming the hypothesis and the column.
 */
export function questionOf(hypothesis: Hypothesis, catalogue: Catalogue): Question {
  const file = `data/hypotheses/${hypothesis.id}.yaml`;
  const experiment = catalogue.experiments.get(hypothesis.experiment);
  if (!experiment) {
    throw new Fault(
      'inputRefused',
      `${file}: no experiment ${hypothesis.experiment}`,
      'name one of data/experiments/',
    );
  }
  try {
    const node = parsePredicate(hypothesis.predicate);
    const vocabulary = vocabularyOf(experiment, catalogue);
    const predicate = checkTypes(node, vocabulary);
    const control = controlOf(experiment, vocabulary);
    return {
      hypothesis,
      experiment,
      predicate,
      ...(control ? { control } : {}),
      metrics: catalogue.metrics,
    };
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    throw new Fault(cause.exit, `${file}: ${cause.message}`, cause.next, cause);
  }
}

/** @throws PredicateError for a `requires` that is no predicate over what the experiment measures. */
export function controlOf(
  { requires }: Experiment,
  vocabulary: Vocabulary,
): CheckedPredicate | undefined {
  return requires === undefined ? undefined : checkTypes(parsePredicate(requires), vocabulary);
}

/** An axis of the experiment has the values that it lists; one that only runs bring has any. */
export function vocabularyOf(
  experiment: Experiment,
  catalogue: Pick<Catalogue, 'metrics' | 'axes'>,
): Vocabulary {
  const axes = new Map<string, readonly Value[]>(
    catalogue.axes.map(({ name }) => [name, [] as readonly Value[]]),
  );
  for (const [name, values] of Object.entries(experiment.parameters)) axes.set(name, values);
  return { metrics: catalogue.metrics, axes };
}
