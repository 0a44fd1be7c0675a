import { join } from 'node:path';
import type { Where } from '../../data/schema/hypothesis.ts';
import { Names } from '../../data/schema/names.ts';
import type { Conditions, Value } from '../../data/schema/scope.ts';
import { readYaml } from '../../data/schema/yaml.ts';
import { reviews } from './data.ts';
import { namingOf } from './naming.ts';
import { once } from './once.ts';
import { root } from './root.ts';

/** `data/names.yaml`, with the approaches as their reviews call them. */
export const names = once((): Names => {
  const { metrics, axes } = readYaml(join(root, 'data/names.yaml'), Names);
  const approaches = reviews().flatMap((review) =>
    review.approaches.map(({ id, name }) => [id, name] as const),
  );
  const approach = axes['approach'] ?? { name: 'approach', values: {}, everywhere: [] };
  // Of two reviews with an approach of one id the first decides, as for colours.
  const values = { ...Object.fromEntries(approaches.toReversed()), ...approach.values };
  return { metrics, axes: { ...axes, approach: { ...approach, values } } };
});

export const naming = once(() => namingOf(names()));

/** The names of the project's own data, for pages made by the build. */
export const metricName = (id: string) => naming().metric(id);
export const axisName = (id: string) => naming().axis(id);
export const shown = (axis: string, value: Value | undefined) => naming().value(axis, value);
export const setting = (axis: string, value: Value) => naming().setting(axis, value);
export const settings = (conditions: Conditions) => naming().settings(conditions);
/** A text with approaches called by their names: `fsync > MAP_SYNC`. */
export const withApproachNames = (text: string): string =>
  text.replace(
    /[a-z][a-z0-9-]*[a-z0-9]/g,
    (word) => names().axes['approach']?.values[word] ?? word,
  );
export const whereText = (where: Where) => naming().where(where);
