import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { stringify } from 'yaml';
import type { ModelRows } from '../../data/schema/model-rows.ts';
import { readCatalogue } from './catalogue.ts';
import { checkModelRows } from './check/check-model-rows.ts';
import { writeModelPage } from './model-rows.ts';

const row = { id: 'M1', behaviour: 'b', kernel: '`k`', model: 'm', change: 'c' };
const catalogue = readCatalogue(process.cwd());
const modelled = [...catalogue.experiments.values()]
  .filter(({ substrates }) => substrates.includes('model'))
  .map(({ id }) => id);
const sound = {
  rows: [row],
  experiments: Object.fromEntries(modelled.map((id) => [id, ['M1']])),
} as ModelRows;

/** What the check says of this file beside a page that was written for `published`. */
function found(rows: ModelRows, published: ModelRows = rows): string[] {
  const root = mkdtempSync(join(tmpdir(), 'rows-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const folder of ['data', 'docs']) mkdirSync(join(root, folder));
  writeFileSync(join(root, 'data/model.yaml'), stringify(rows));
  writeFileSync(
    join(root, 'docs/model.md'),
    'before\n<!-- from data/model.yaml -->\n<!-- end -->\n',
  );
  writeModelPage(root, published);
  return checkModelRows(root, catalogue).map(({ what }) => what);
}

test('the committed rows are sound, and the docs show them', () => {
  expect(checkModelRows(process.cwd(), catalogue)).toEqual([]);
});

test('an experiment without rows, one that does not run on the model, and an old page are found', () => {
  expect(found(sound)).toEqual([]);
  const { 'append-pointer': _, ...others } = sound.experiments as Record<string, string[]>;
  const without = { ...sound, experiments: others } as ModelRows;
  expect(found(without)).toEqual(['no rows for append-pointer']);
  const foreign = { ...sound, experiments: { ...sound.experiments, 'guest-crash': ['M1'] } };
  expect(found(foreign)).toEqual(['guest-crash does not run on the model']);
  expect(found(sound, without)).toEqual(['docs/model.md has other rows']);
});

test('a row that is named and not there, and one that is there twice, are refused', () => {
  const missing = { ...sound, experiments: { ...sound.experiments, 'append-pointer': ['M9'] } };
  expect(found(missing, sound).join()).toMatch(/experiments\.append-pointer\.0: no row M9/);
  expect(found({ ...sound, rows: [row, row] }, sound).join()).toMatch(/M1 twice/);
});
