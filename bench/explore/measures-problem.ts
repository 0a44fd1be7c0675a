import { join } from 'node:path';
import type { Experiment } from '../../data/schema/experiment.ts';
import { Fault } from '../../data/schema/fault.ts';
import { MetricRegistry } from '../../data/schema/metric.ts';
import { readYaml } from '../../data/schema/yaml.ts';
import { controlOf, metricsOf, vocabularyOf } from '../evidence/catalogue.ts';
import { unitOf } from '../evidence/predicate/unit.ts';
import { type Problem, quoted } from '../machine/problem.ts';

/** Why what an experiment measures means nothing: an unknown metric, unit or axis, or a control that is none. */
export function measuresProblem(experiment: Experiment, root: string): Problem | null {
  const registry = readYaml(join(root, 'data/metrics.yaml'), MetricRegistry);
  const own = Object.entries(experiment.declares ?? {});
  const metrics = metricsOf(registry, [experiment]);
  const clash = own.find(([name, { unit }]) => metrics.get(name)?.unit !== unit);
  if (clash) {
    return {
      path: ['declares', clash[0]],
      what: `data/metrics.yaml has it in ${metrics.get(clash[0])?.unit}`,
      next: 'name it otherwise',
    };
  }
  const unit = own.find(([, metric]) => !unitOf(metric.unit));
  if (unit) {
    return {
      path: ['declares', unit[0]],
      what: `no unit ${quoted(unit[1].unit)}`,
      next: 'name one of data/schema/metric.ts, such as count, errno, bytes or ns',
    };
  }
  const unknown = experiment.metrics.find((name) => !metrics.has(name));
  if (unknown !== undefined) {
    return {
      path: ['metrics'],
      what: `no metric ${quoted(unknown)} in data/metrics.yaml or declares`,
      next: 'declare it with its unit and meaning',
    };
  }
  const axes = new Set(registry.axes.map(({ name }) => name));
  const foreign = Object.keys(experiment.parameters).find((axis) => !axes.has(axis));
  if (foreign !== undefined && experiment.workload !== 'program') {
    return {
      path: ['parameters', foreign],
      what: 'no such axis in data/metrics.yaml',
      next: 'add it there with its meaning',
    };
  }
  try {
    controlOf(experiment, vocabularyOf(experiment, { metrics, axes: registry.axes }));
    return null;
  } catch (caught) {
    if (!(caught instanceof Fault)) throw caught;
    return { path: ['requires'], what: caught.message, next: caught.next };
  }
}
