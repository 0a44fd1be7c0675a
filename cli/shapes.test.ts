import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, expect, test } from 'vitest';
import { dispatch } from './dispatch.ts';

/**
 * What other programs read, held to docs/shapes.md: a field that goes, comes or changes its type fails here
 * until the document says so, and with it the version and the list of changes.
 */
const folder = mkdtempSync(join(tmpdir(), 'shapes-'));
afterAll(() => rmSync(folder, { recursive: true }));

const written = new Map(
  [
    ...readFileSync('docs/shapes.md', 'utf8').matchAll(
      /^### `(warrant [^`]+)`\n\n((?: {4}.+\n)+)/gm,
    ),
  ].map(([, command = '', block = '']) => [
    command,
    block.replaceAll(/^ {4}/gm, '').trim().split('\n'),
  ]),
);

test.each([...written])('%s', async (command, lines) => {
  const documents = (await output(command)).split('\n').filter(Boolean);
  expect(documents, 'the command must print something to compare').not.toHaveLength(0);
  const found = shapeOf(documents.map((text) => JSON.parse(text)));
  const said = new Map(lines.map((line) => line.split(': ') as [string, string]));
  const missing = [...said.keys()].filter((path) => !path.endsWith('?') && !found.has(path));
  const unsaid = [...found].flatMap(([path, types]) => {
    const allowed = (said.get(path) ?? said.get(`${path}?`) ?? '').split(' | ');
    const more = [...types].filter((type) => !allowed.includes(type));
    return more.length > 0 ? [`${path}: ${more.join(' | ')}`] : [];
  });
  expect({ missing, unsaid }, howToChange(command)).toEqual({ missing: [], unsaid: [] });
});

const howToChange = (command: string) =>
  `${command} changed its shape: write it into docs/shapes.md; a field that went or changed needs the next ` +
  'schemaVersion, and every change a line under "Changes"';

test('the list of changes names the version of each document that has one', () => {
  expect(written.size).toBeGreaterThan(9);
  for (const [command, lines] of written) {
    const version = lines.find((line) => line.startsWith('schemaVersion: '))?.split(' ')[1];
    if (version === undefined) continue;
    const changes = readFileSync('docs/shapes.md', 'utf8').split('## Changes')[1] ?? '';
    const [, name] = command.split(' ');
    expect(changes, command).toContain(`${name}, version ${version}`);
  }
});

/** Given in order: the first reads the mail that the others are asked of. */
async function output(command: string): Promise<string> {
  let out = '';
  const io = {
    out: (text: string) => {
      out += text;
    },
    err: () => {},
    stdin: Readable.from([]),
    env: { WARRANT_STORE: join(folder, 'store.sqlite') },
    cwd: process.cwd(),
    root: process.cwd(),
    terminal: false,
    signal: new AbortController().signal,
  };
  expect(await dispatch(command.split(' ').slice(1), io), command).toBe(0);
  return out;
}

/** Objects whose keys are data: conditions, where a claim holds, tools with their versions. */
const keyed = /^(?:conditions|where|when|tools)$/;

/** The types met at each path; a list that is empty and an object that is sometimes null say their fields only. */
function shapeOf(documents: readonly unknown[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const add = (path: string, type: string) =>
    found.set(path, (found.get(path) ?? new Set<string>()).add(type));
  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value)) for (const one of value) visit(one, `${path}[]`);
    else if (typeof value === 'object' && value !== null) {
      const data = keyed.test(path.split('.').at(-1) ?? '');
      for (const [key, inner] of Object.entries(value)) {
        visit(inner, [path, data ? '*' : key].filter(Boolean).join('.'));
      }
    } else if (path === 'schemaVersion') add(path, String(value));
    else add(path, value === null ? 'null' : typeof value);
  };
  for (const document of documents) visit(document, '');
  return found;
}
