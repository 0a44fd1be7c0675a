import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { violations } from './layering.ts';

const planted: string[] = [];
afterEach(() => {
  for (const folder of planted.splice(0)) rmSync(folder, { recursive: true });
});

function plant(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'layering-'));
  planted.push(root);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

test('the project itself keeps its layers', () => {
  expect(violations(process.cwd())).toEqual([]);
});

test.each([
  ['ingest/a.ts', "import { b } from '../bench/b.ts';", 'ingest imports bench/b.ts'],
  ['site/a.ts', "const b = await import('../ingest/b.ts');", 'site imports ingest/b.ts'],
  [
    'site/a.astro',
    "---\nimport { b } from '../bench/evidence/b.ts';\n---",
    'site imports bench/evidence/b.ts',
  ],
  ['bench/a.ts', "export { b } from '../site/b.ts';", 'bench imports site/b.ts'],
  ['data/schema/a.ts', "import { b } from '../../ingest/b.ts';", 'data/schema imports ingest/b.ts'],
  ['bench/model/a.ts', "import { readFileSync } from 'node:fs';", 'imports a module with effects'],
  ['bench/model/a.ts', "const fs = await import('node:fs');", 'imports a module with effects'],
  ['bench/model/a.ts', 'export const x = () => Math.random();', 'uses Math.random'],
  ['bench/model/a.ts', 'export const x = () => new Date();', 'reads a clock'],
  ['bench/model/a.ts', "import { sha256 } from '../../data/schema/hash.ts';", 'which has effects'],
])('a planted violation in %s is found: %s', (name, text, expected) => {
  const found = violations(plant({ [name]: text }));
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(expected);
});

test('the one exception: the site may import bench/model', () => {
  expect(violations(plant({ 'site/a.ts': "import { b } from '../bench/model/b.ts';" }))).toEqual(
    [],
  );
});
