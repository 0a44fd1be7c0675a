import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { crateFaults } from '../fixture/crate-faults.ts';
import { explored, hypothesis, run } from '../fixture/planted.ts';
import { plantedProject } from '../fixture/project.ts';
import { crate } from './crate.ts';
import { readCrate } from './read-crate.ts';

const survival = hypothesis('holds(acknowledged-survives)');
const planted = () =>
  plantedProject([survival], [run({ explorations: [explored({ batch: 1 }, true)] })]);
const inside = (root: string) => (path: string) => existsSync(join(root, path));

/** A deep copy, to be broken. */
const plain = (of: object) => JSON.parse(JSON.stringify(of));

test('a crate keeps the rules of RO-Crate', () => {
  const root = planted();
  expect(crateFaults(plain(crate(readCrate(root))), inside(root))).toEqual([]);
});

test('the crate of the project itself does too', () => {
  const root = process.cwd();
  expect(crateFaults(plain(crate(readCrate(root))), inside(root))).toEqual([]);
});

test('a verdict can be followed to its run and experiment', () => {
  const root = planted();
  const graph: Record<string, unknown>[] = plain(crate(readCrate(root)))['@graph'];
  const byId = (id: unknown) => graph.find((one) => one['@id'] === id);
  const used = byId('#decide-h')?.['prov:used'] as { '@id': string }[];
  const runPath = used.find((one) => one['@id'].includes('results'))?.['@id'];
  const activity = graph.find(
    (one) => (one['prov:generated'] as { '@id': string } | undefined)?.['@id'] === runPath,
  );
  expect(activity?.['prov:used']).toEqual({ '@id': 'data/experiments/e.yaml' });
});

test.each([
  ['two of one id', (g: Record<string, unknown>[]) => g.push({ ...g[1] }), 'stands twice'],
  ['no root', (g: Record<string, unknown>[]) => g.splice(1, 1), 'no root data entity'],
  ['no date', (g: Record<string, unknown>[]) => delete g[1]?.['datePublished'], 'no datePublished'],
  [
    'nesting',
    (g: Record<string, unknown>[]) => Object.assign(g[1] ?? {}, { author: { name: 'A' } }),
    'nests',
  ],
  [
    'a lost file',
    (g: Record<string, unknown>[]) => g.push({ '@id': 'x.json', '@type': 'File' }),
    'not in the crate',
  ],
  [
    'a dangling name',
    (g: Record<string, unknown>[]) => Object.assign(g[1] ?? {}, { author: { '@id': '#a' } }),
    'which is not described',
  ],
])('%s is found', (_, break_, expected) => {
  const root = planted();
  const document = plain(crate(readCrate(root)));
  break_(document['@graph']);
  expect(crateFaults(document, inside(root)).join('\n')).toContain(expected);
});
