import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiOf } from './api.ts';
import { root } from './root.ts';

const examples = ['data/schema', 'bench/model'].flatMap((room) =>
  apiOf(room).flatMap(({ file, declarations }) =>
    declarations.flatMap(({ name, examples }) =>
      examples.map((text, at) => ({ file, text, place: `${file}: ${name} ${at + 1}` })),
    ),
  ),
);
type Example = (typeof examples)[number];

const folder = mkdtempSync(join(tmpdir(), 'warrant-examples-'));
symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
afterAll(() => rmSync(folder, { recursive: true }));

/** By place: what its run said, empty where everything was as its example has it. */
let outcomes: ReadonlyMap<string, string>;
beforeAll(() => {
  const modules = examples.map((example, index) => {
    const file = join(folder, `${index}.ts`);
    writeFileSync(file, moduleOf(example));
    return [example.place, pathToFileURL(file).href] as const;
  });
  const runner = join(folder, 'run.ts');
  writeFileSync(
    runner,
    `const said = await Promise.all(${JSON.stringify(modules)}.map(([place, file]) =>
  import(file).then(() => [place, ''], (caught) => [place, String(caught)])));
console.log(JSON.stringify(said));`,
  );
  const said = execFileSync(process.execPath, ['--no-warnings', runner], { encoding: 'utf8' });
  outcomes = new Map(JSON.parse(said));
});

/** The example as a module: the exports of its file imported, each `// => value` asserted. */
function moduleOf({ file, text }: Pick<Example, 'file' | 'text'>): string {
  const url = pathToFileURL(join(root, file)).href;
  const source = ts.createSourceFile('example.ts', text, ts.ScriptTarget.Latest, true);
  let asserted = text;
  for (const statement of source.statements.toReversed()) {
    const [comment] = ts.getTrailingCommentRanges(text, statement.end) ?? [];
    const [, wanted] =
      /^\/\/ => (.*)/.exec(comment ? text.slice(comment.pos, comment.end) : '') ?? [];
    if (wanted === undefined || !comment) continue;
    const expression = statement.getText(source).replace(/;$/, '');
    const [, words] = /^throws (.*)/.exec(wanted) ?? [];
    const assertion = words
      ? `assert.throws(() => ${expression}, (caught) => String(caught).includes(${JSON.stringify(words)}) || assert.fail(String(caught)));`
      : `assert.deepStrictEqual(${expression}, ${wanted});`;
    asserted = `${text.slice(0, statement.getStart(source))}${assertion}${asserted.slice(comment.end)}`;
  }
  const used = new Set(text.match(/[A-Za-z_]\w*/g));
  const names = exportsOf(file).filter((name) => used.has(name));
  return `import assert from 'node:assert';
import { ${names.join(', ')} } from '${url}';
${asserted.replaceAll(/ from '(\.[^']+)'/g, (_, path) => ` from '${new URL(path, url)}'`)}
`;
}

function exportsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/^export (?:async )?(?:function\*?|const|class) (\w+)/gm)].map(
    ([, name = '']) => name,
  );
}

test('there are some in both rooms', () => {
  const rooms = Map.groupBy(examples, ({ file }) => file.split('/')[0]);
  expect(rooms.get('data')?.length).toBeGreaterThan(9);
  expect(rooms.get('bench')?.length).toBeGreaterThan(9);
});

test('one with another value, or without the error that it names, fails', () => {
  const file = 'data/schema/hash.ts';
  const wrong = ["fold(' a  b ') // => 'a b '", "fold('a') // => throws no such"];
  for (const [index, text] of wrong.entries()) {
    const path = join(folder, `wrong-${index}.ts`);
    writeFileSync(path, moduleOf({ file, text }));
    const run = () => execFileSync(process.execPath, ['--no-warnings', path], { stdio: 'pipe' });
    expect(run, basename(path)).toThrow(/AssertionError/);
  }
});

test.each(examples)('$place', ({ place }) => {
  expect(outcomes.get(place)).toBe('');
});
