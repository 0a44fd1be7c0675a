import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModelRows } from '../../data/schema/model-rows.ts';
import { readYaml } from '../../data/schema/yaml.ts';

const page = 'docs/model.md';
const start = '<!-- from data/model.yaml -->\n';
const end = '<!-- end -->';

/**
 * Null in a project without a model.
 * @throws Fault `inputRefused` naming the line of data/model.yaml that is not well-formed.
 */
export function readModelRows(root: string): ModelRows | null {
  const file = join(root, 'data/model.yaml');
  return existsSync(file) ? readYaml(file, ModelRows) : null;
}

/** The page of the docs with the tables that belong there, and whether it had them. */
export function modelPage(root: string, rows: ModelRows): { text: string; current: boolean } {
  const before = readFileSync(join(root, page), 'utf8');
  const [head = '', rest = ''] = before.split(start);
  const tail = rest.slice(rest.indexOf(end));
  const text = `${head}${start}${tables(rows)}${tail}`;
  return { text, current: text === before };
}

export function writeModelPage(root: string, rows: ModelRows): void {
  writeFileSync(join(root, page), modelPage(root, rows).text);
}

function tables({ rows, experiments }: ModelRows): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  return [
    '\n',
    line(['row', 'behaviour', 'kernel function', 'in the model', 'what could change']),
    '|---|---|---|---|---|\n',
    ...rows.map(({ id, behaviour, kernel, model, change }) =>
      line([id, behaviour, kernel, model, change]),
    ),
    '\nVerdicts of scope *model* rest on these rows, by experiment:\n\n',
    line(['experiment', 'rows']),
    '|---|---|\n',
    ...Object.entries(experiments).map(([experiment, named]) =>
      line([experiment, named.join(' ')]),
    ),
    '\n',
  ].join('');
}
