import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ModelRow, ModelRows } from '../../data/schema/model-rows.ts';
import type { Verdict } from '../../data/schema/verdict.ts';
import { readYaml } from '../../data/schema/yaml.ts';
import { hypothesis } from './data.ts';
import { href } from './href.ts';
import { once } from './once.ts';
import { root } from './root.ts';

/** How far the model goes; null in a project without one. */
export const modelRows = once(() => {
  const file = join(root, 'data/model.yaml');
  return existsSync(file) ? readYaml(file, ModelRows) : null;
});
export const rowHref = (id: string) => `${href('/method/model/')}#${id.toLowerCase()}`;

/** The rows that a verdict rests on; none outside the scope of the model. */
export function restsOn({ hypothesis: id, scope }: Verdict): readonly ModelRow[] {
  const rows = modelRows();
  const tested = hypothesis(id)?.experiment;
  if (scope !== 'model' || rows === null || tested === undefined) return [];
  const named = rows.experiments[tested] ?? [];
  return rows.rows.filter((row) => named.includes(row.id));
}

/** The experiments whose verdicts rest on a row. */
export const restingOn = ({ id }: ModelRow) =>
  Object.entries(modelRows()?.experiments ?? {}).flatMap(([tested, named]) =>
    named.includes(id) ? [tested] : [],
  );
