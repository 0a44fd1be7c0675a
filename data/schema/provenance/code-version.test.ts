import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { codeVersion } from './code-version.ts';

const tree = {
  'a/entry.ts': `import type { Shape } from './shape.ts';
import { twice } from '../b/twice.ts';
/** What it does. */
export const run = (of: Shape) => twice(of.size); // a remark
`,
  'a/shape.ts': 'export interface Shape { readonly size: number }\n',
  'b/twice.ts': "export { twice } from './deep.ts';\n",
  'b/deep.ts': 'export const twice = (n: number) => 2 * n;\nexport const said = `a // b`;\n',
  'b/other.ts': 'export const other = 1;\n',
};

/** The version of the tree with some of its files changed. */
function versionWith(changed: Readonly<Record<string, string>> = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'warrant-code-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [name, text] of Object.entries({ ...tree, ...changed })) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return codeVersion(root, ['a/entry.ts']);
}
const edited = (file: keyof typeof tree, from: string, to: string) => {
  expect(tree[file]).toContain(from);
  return { [file]: tree[file].replace(from, to) };
};

test.each([
  ['a comment', edited('a/entry.ts', 'What it does', 'What it does not')],
  ['a remark behind code', edited('a/entry.ts', '// a remark', '')],
  ['layout', edited('b/deep.ts', '2 * n', '2 *\n  n')],
  ['a module that is imported as a type', edited('a/shape.ts', 'number', 'string')],
  ['an import of a type alone', edited('a/entry.ts', 'Shape }', 'Shape, Shape as Form }')],
  ['a module that nobody imports', edited('b/other.ts', '1', '2')],
])('%s does not count', (_, changed) => {
  expect(versionWith(changed)).toBe(versionWith());
});

test.each([
  ['code', edited('a/entry.ts', 'of.size', 'of.size + 1')],
  ['code of a module behind two imports', edited('b/deep.ts', '2 * n', '3 * n')],
  ['what looks like a comment in a text', edited('b/deep.ts', 'a // b', 'a // c')],
])('%s counts', (_, changed) => {
  expect(versionWith(changed)).not.toBe(versionWith());
});
