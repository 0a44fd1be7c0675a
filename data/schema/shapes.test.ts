import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { AgreementTable } from './agreement.ts';
import { RulingFile } from './ruling/ruling.ts';
import { Run } from './run.ts';
import { Survival } from './survival.ts';
import { Trace } from './trace.ts';
import { VerdictFile } from './verdict.ts';

/**
 * The files that other programs read, held to docs/shapes.md: a field that goes, comes or changes its type fails here
 * until the document says so, and a version that changes until the list of changes does.
 */
const files = {
  'data/results/': Run,
  'data/traces/': Trace,
  'data/verdicts/': VerdictFile,
  'data/rulings/': RulingFile,
  'data/survival/': Survival,
  'data/agreement/table.json': AgreementTable,
};
const page = readFileSync('docs/shapes.md', 'utf8');

test.each(Object.entries(files))('%s', (folder, schema) => {
  const lines = linesOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape);
  const [, written] = page.split(`### \`${folder}\`\n\n`);
  const said = (written?.split('\n\n')[0] ?? '').split('\n').map((line) => line.trim());
  const why = `${folder} changed its shape: write it into docs/shapes.md; a field that went or changed needs the next schemaVersion, and every change a line under "Changes"`;
  expect(said, why).toEqual(lines);
  const version = lines.find((line) => line.startsWith('schemaVersion: '))?.slice(15);
  expect(page.split('## Changes')[1], why).toContain(`\`${folder}\`, version ${version}`);
});

interface Shape {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly additionalProperties?: Shape | boolean;
}

/** `path: types`, a line a field that is no map or list; `?` where it may be missing. */
function linesOf(shape: Shape): string[] {
  const found = new Map<string, Set<string>>();
  const add = (path: string, type: string) =>
    found.set(path, (found.get(path) ?? new Set<string>()).add(type));
  const visit = (one: Shape, path: string): void => {
    const some = one.anyOf ?? one.oneOf;
    if (some) for (const branch of some) visit(branch, path);
    else if (one.properties) {
      for (const [name, inner] of Object.entries(one.properties)) {
        const missing = one.required?.includes(name) ? '' : '?';
        visit(inner, `${path === '' ? '' : `${path}.`}${name}${missing}`);
      }
    } else if (one.items) visit(one.items, `${path}[]`);
    else if (typeof one.additionalProperties === 'object')
      visit(one.additionalProperties, `${path}.*`);
    else if (one.const !== undefined) add(path, JSON.stringify(one.const));
    else if (one.enum) for (const value of one.enum) add(path, JSON.stringify(value));
    else for (const type of [one.type ?? 'any'].flat()) add(path, type);
  };
  visit(shape, '');
  return [...found].map(([path, types]) => `${path}: ${[...types].join(' | ')}`);
}
