import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../../data/schema/finding.ts';
import { Names } from '../../../data/schema/names.ts';
import { readYaml } from '../../../data/schema/yaml.ts';
import type { Catalogue } from '../catalogue.ts';
import { attempt, findingIn } from './finding-of.ts';

const file = 'data/names.yaml';
/** Axes that the explorer adds when it sets runs side by side. */
const added = ['run-id', 'substrate'];
/** Axes whose values have a name elsewhere: in a review, or in the catalogue of machines. */
const namedElsewhere = ['approach', 'kernel', 'device', 'mkfs', 'mount', 'layer'];

/**
 * Every metric and axis of `data/metrics.yaml`, and every value of such an axis that its id would not name
 * well, has a human name; no two values of an axis have the same. What a program of a reader's own
 * declares may be named too.
 */
export function checkNames(root: string, catalogue: Catalogue): Finding[] {
  if (!existsSync(join(root, file))) {
    return [finding('is missing', 'say there what pages call metrics, axes and values')];
  }
  const read = attempt(root, join(root, file), () => readYaml(join(root, file), Names));
  if ('finding' in read) return [read.finding];
  const { metrics, axes } = read.value;
  const experiments = [...catalogue.experiments.values()];
  const values = Map.groupBy(
    experiments.flatMap(({ parameters }) =>
      Object.entries(parameters).flatMap(([axis, of]) => of.map((value) => ({ axis, value }))),
    ),
    ({ axis }) => axis,
  );
  const own = new Set(experiments.flatMap(({ declares }) => Object.keys(declares ?? {})));
  const registered = new Set(catalogue.axes.map(({ name }) => name));
  const known = new Set([...registered, ...values.keys(), ...added]);
  const unnamed = (what: string) => finding(`no name for the ${what}`, 'say what pages call it');
  const stale = (what: string) =>
    finding(`names the ${what}, which nothing has`, 'take the name away, or mend its id');
  return [
    ...[...catalogue.metrics.keys()]
      .filter((id) => !metrics[id] && !own.has(id))
      .map((id) => unnamed(`metric ${id}`)),
    ...catalogue.axes.filter(({ name }) => !axes[name]).map(({ name }) => unnamed(`axis ${name}`)),
    ...[...new Set([...values.values()].flat().map(({ axis, value }) => `${axis} ${value}`))]
      .map((pair) => pair.split(' ') as [string, string])
      .filter(([axis]) => registered.has(axis))
      .filter(
        ([axis, value]) =>
          !namedElsewhere.includes(axis) && !plain(value) && !axes[axis]?.values[value],
      )
      .map(([axis, value]) => unnamed(`value ${value} of the axis ${axis}`)),
    ...Object.keys(metrics)
      .filter((id) => !catalogue.metrics.has(id))
      .map((id) => stale(`metric ${id}`)),
    ...Object.keys(axes)
      .filter((id) => !known.has(id))
      .map((id) => stale(`axis ${id}`)),
    ...Object.entries(axes).flatMap(([axis, named]) =>
      [...Map.groupBy(Object.entries(named.values), ([, name]) => name)]
        .filter(([, of]) => of.length > 1)
        .map(([name, of]) =>
          finding(
            `calls ${of.map(([id]) => id).join(' and ')} of the axis ${axis} both “${name}”`,
            'tell them apart',
          ),
        ),
    ),
  ];
}

/** Numbers, switches, releases and lower-case words name themselves. */
const plain = (value: string) => /^(?:[\d.]+|[a-z][a-z0-9]*)$/.test(value);

const finding = findingIn(file);
