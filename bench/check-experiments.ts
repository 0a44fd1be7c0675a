import { join } from 'node:path';
import { Fault } from '../data/schema/fault.ts';
import type { Finding } from '../data/schema/finding.ts';
import { MetricRegistry } from '../data/schema/metric.ts';
import { readYaml } from '../data/schema/yaml.ts';
import { experimentFiles, locateExperiment } from './explore/load-experiment.ts';
import { problemOn } from './explore/runnable.ts';

/**
 * Every experiment can run on each substrate that it names: its workload, axes, values, program and
 * metrics exist. The registry names nothing twice.
 */
export function checkExperiments(root: string): Finding[] {
  try {
    const registry = readYaml(join(root, 'data/metrics.yaml'), MetricRegistry);
    return [
      ...twice('metric', registry.metrics),
      ...twice('axis', registry.axes),
      ...experimentFiles(root).flatMap((file) => checkFile(root, file)),
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

function checkFile(root: string, file: string): Finding[] {
  const finding = (what: string, next: string): Finding => ({
    file: file.slice(root.length + 1),
    what,
    next,
  });
  try {
    const { experiment } = locateExperiment(file, root, root);
    const problem = experiment.substrates
      .map((scope) => problemOn(experiment, scope, root))
      .find((one) => one !== null);
    return problem ? [finding(`${problem.path.join('.')}: ${problem.what}`, problem.next)] : [];
  } catch (caught) {
    if (!(caught instanceof Fault)) throw caught;
    return [finding(caught.message, caught.next)];
  }
}
