import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { circles, folderGraph, importGraph, nearestTests } from './import-graph.ts';

function planted(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'import-graph-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  execFileSync('git', ['init', '-q', root]);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  return root;
}

test('no files of the project import one another in a circle', () => {
  expect(circles(importGraph(process.cwd()))).toEqual([]);
});

test('no folder builds on one that builds on it', () => {
  const folders = folderGraph(importGraph(process.cwd()));
  expect(folders.get('ingest/quote/resolve')).toContain('ingest/quote/speak');
  expect(circles(folders)).toEqual([]);
});

test('a circle is found however it is imported, and types bind nothing', () => {
  const root = planted({
    'a.ts': "import {\n  b,\n} from './b.ts';",
    'b.ts': "export { c } from './c.ts';",
    'c.ts': "export const c = () => import('./a.ts');",
    'd.ts': "import type { E } from './e.ts';",
    'e.ts': "import { d } from './d.ts';",
  });
  expect(circles(importGraph(root))).toEqual([['a.ts', 'b.ts', 'c.ts']]);
});

test('the tests that reach a file come nearest first', () => {
  const root = planted({
    'a.ts': '',
    'b.ts': "import './a.ts';",
    'a.test.ts': "import './a.ts';",
    'b.test.ts': "import './b.ts';",
    'c.test.ts': "import './d.ts';",
    'd.ts': '',
  });
  expect(nearestTests(importGraph(root), 'a.ts')).toEqual(['a.test.ts', 'b.test.ts']);
});
