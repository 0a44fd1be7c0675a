import { join, relative } from 'node:path';
import type { Finding } from '../data/schema/finding.ts';
import { MetricRegistry } from '../data/schema/metric.ts';
import { readYaml } from '../data/schema/yaml.ts';
import { yamlFilesBelow } from './evidence/catalogue.ts';
import { attempt, findingIn } from './evidence/check/finding-of.ts';
import { locateExperiment } from './explore/load-experiment.ts';
import { problemOn } from './explore/runnable.ts';

/**
 * Every experiment can run on each substrate that it names: its workload, axes, values, program and
 * metrics exist. The registry names nothing twice.
 */
export function checkExperiments(root: string): Finding[] {
  const file = join(root, 'data/metrics.yaml');
  const read = attempt(root, file, () => readYaml(file, MetricRegistry));
  if ('finding' in read) return [read.finding];
  return [
    ...twice('metric', read.value.metrics),
    ...twice('axis', read.value.axes),
    ...yamlFilesBelow(join(root, 'data/experiments')).flatMap((one) => checkFile(root, one)),
  ];
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
  const read = attempt(root, file, () => locateExperiment(file, root, root).experiment);
  if ('finding' in read) return [read.finding];
  const experiment = read.value;
  const problem = experiment.substrates
    .map((scope) => problemOn(experiment, scope, root))
    .find((one) => one !== null);
  if (!problem) return [];
  return [
    findingIn(relative(root, file))(`${problem.path.join('.')}: ${problem.what}`, problem.next),
  ];
}
