import { join } from 'node:path';
import type { Experiment } from '../data/schema/experiment.ts';
import { Fault } from '../data/schema/fault.ts';
import type { Finding } from '../data/schema/finding.ts';
import { MetricRegistry } from '../data/schema/metric.ts';
import { readYaml } from '../data/schema/yaml.ts';
import { unitOf } from './evidence/predicate/unit.ts';
import { experimentFiles, locateExperiment } from './explore/load-experiment.ts';
import { problemOn } from './explore/runnable.ts';

/**
 * Every experiment can run on each substrate that it names: its workload, axes, values, program and
 * metrics exist. The registry names nothing twice.
 */
export function checkExperiments(root: string): Finding[] {
  try {
    const registry = readYaml(join(root, 'data/metrics.yaml'), MetricRegistry);
    const axes = new Set(registry.axes.map(({ name }) => name));
    return [
      ...twice('metric', registry.metrics),
      ...twice('axis', registry.axes),
      ...experimentFiles(root).flatMap((file) => checkFile(root, file, axes)),
    ];
  } catch (caught) {
    if (!(caught instanceof Fault)) throw caught;
    return [{ file: 'data', what: caught.message, next: caught.next }];
  }
}

function twice(of: string, entries: readonly { readonly name: string }[]): Finding[] {
  const names = entries.map(({ name }) => name);
  return names
    .filter((name, index) => names.indexOf(name) !== index)
    .map((name) => ({
      file: 'data/metrics.yaml',
      what: `${of} ${name} is defined twice`,
      next: 'keep one of the two',
    }));
}

function checkFile(root: string, file: string, axes: ReadonlySet<string>): Finding[] {
  const finding = (what: string, next: string): Finding => ({
    file: file.slice(root.length + 1),
    what,
    next,
  });
  try {
    const { experiment } = locateExperiment(file, root, root);
    return [
      ...experiment.substrates.flatMap((scope) => {
        const problem = problemOn(experiment, scope, root);
        return problem ? [finding(`${problem.path.join('.')}: ${problem.what}`, problem.next)] : [];
      }),
      ...unregistered(experiment, axes).map((axis) =>
        finding(
          `parameters.${axis}: no axis of data/metrics.yaml`,
          'add it there with its meaning',
        ),
      ),
      ...Object.entries(experiment.declares ?? {})
        .filter(([, { unit }]) => !unitOf(unit))
        .map(([name, { unit }]) =>
          finding(
            `declares.${name}: no unit ${JSON.stringify(unit)}`,
            'name one of data/schema/metric.ts',
          ),
        ),
    ];
  } catch (caught) {
    if (!(caught instanceof Fault)) throw caught;
    return [finding(caught.message, caught.next)];
  }
}

/** A program of a reader's own brings its axes along. */
const unregistered = ({ workload, parameters }: Experiment, axes: ReadonlySet<string>) =>
  workload === 'program' ? [] : Object.keys(parameters).filter((axis) => !axes.has(axis));
