import { join } from 'node:path';
import type { Finding } from '../../../data/schema/finding.ts';
import type { Catalogue } from '../catalogue.ts';
import { modelPage, readModelRows } from '../model-rows.ts';
import { attempt, findingIn } from './finding-of.ts';

/** Every verdict of scope `model` names the rows that it rests on, through its experiment; the docs show them. */
export function checkModelRows(root: string, { experiments }: Catalogue): Finding[] {
  const read = attempt(root, join(root, 'data/model.yaml'), () => readModelRows(root));
  if ('finding' in read) return [read.finding];
  const rows = read.value;
  if (rows === null) return [];
  const finding = findingIn('data/model.yaml');
  const modelled = [...experiments.values()]
    .filter(({ substrates }) => substrates.includes('model'))
    .map(({ id }): string => id);
  const named = Object.keys(rows.experiments);
  return [
    ...modelled
      .filter((id) => !named.includes(id))
      .map((id) => finding(`no rows for ${id}`, 'name the rows that its verdicts rest on')),
    ...named
      .filter((id) => !modelled.includes(id))
      .map((id) => finding(`${id} does not run on the model`, 'take it out')),
    ...(modelPage(root, rows).current
      ? []
      : [finding('docs/model.md has other rows', 'run ./warrant bench publish')]),
  ];
}
