import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { command as claims } from '../commands/claims.ts';
import { command as curate } from '../commands/curate.ts';
import { openWorkbench, type Workbench } from '../commands/workbench.ts';
import { readClaimFiles } from './claim-files.ts';

let bench: Workbench;
let ids: string[];
beforeEach(async () => {
  bench = await openWorkbench();
  const { out } = await bench.run(claims, '--json');
  ids = out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line).id);
  for (const id of ids) await bench.run(curate, 'accept', id, '--title', `Title of ${id}`);
});
afterEach(() => bench.clean());

const claim = (id: string) =>
  readClaimFiles(bench.root)
    .flatMap(({ content }) => content.claims)
    .find((c) => c.id === id);
const textOf = (path: string) => readFileSync(join(bench.root, path), 'utf8');

test('an edit changes the lines of one claim, keeps its quote and tells what it was', async () => {
  const [file] = readClaimFiles(bench.root);
  const [first] = file?.content.claims ?? [];
  if (!file || !first) throw new Error('nothing accepted');
  const before = textOf(file.path);
  await bench.run(curate, 'edit', first.id, '--title', 'In other words', '--why', 'clearer');
  const after = textOf(file.path);
  const changed = after.split('\n').filter((line) => !before.split('\n').includes(line));
  expect(changed.map((line) => line.trim().split(':')[0])).toEqual([
    'title',
    'history',
    '- { date',
  ]);
  expect(claim(first.id)).toMatchObject({
    title: 'In other words',
    position: first.position,
    hash: first.hash,
    history: [{ by: 'ada', what: expect.stringContaining(`Title of ${first.id}`) }],
  });
});

test('merging across messages restates, within one message takes out; relations follow', async () => {
  const files = readClaimFiles(bench.root);
  const [one, two] = files.map(({ content }) => content.claims);
  const [a, b] = one ?? [];
  const [c] = two ?? [];
  if (!a || !b || !c) throw new Error('expected claims in both messages');
  await bench.run(curate, 'relate', c.id, 'attacks', a.id);
  await bench.run(curate, 'merge', a.id, b.id);
  expect(claim(a.id)).toBeUndefined();
  expect(claim(c.id)?.relations).toEqual([{ kind: 'attacks', to: b.id }]);
  expect(claim(b.id)?.history[0]?.what).toContain(a.id);
  await bench.run(curate, 'merge', c.id, b.id);
  expect(claim(c.id)?.relations).toContainEqual({ kind: 'restates', to: b.id });
  expect((await bench.run(curate, 'lint')).out).toBe('');
});

test('a claim that others bear on is not rejected; unknown names are refused', async () => {
  const [a = '', b = ''] = ids;
  await bench.run(curate, 'relate', a, 'supports', b);
  await expect(bench.run(curate, 'reject', b, '--why', 'x')).rejects.toMatchObject({
    exit: 'inputRefused',
  });
  await expect(bench.run(curate, 'relate', a, 'loves', b)).rejects.toMatchObject({ exit: 'usage' });
  await expect(bench.run(curate, 'edit', 'c-000000000000', '--title', 'x')).rejects.toMatchObject({
    exit: 'inputRefused',
  });
  await expect(bench.run(curate, 'accept', a, '--title', 'x')).rejects.toThrow(/stands in/);
});

test('the lint names file, line and claim for a hash, id, approach or relation that does not fit', async () => {
  const [file] = readClaimFiles(bench.root);
  if (!file) throw new Error('nothing accepted');
  const path = join(bench.root, file.path);
  const good = textOf(file.path);
  const { writeFileSync } = await import('node:fs');
  const broken = async (from: RegExp, to: string) => {
    writeFileSync(path, good.replace(from, to));
    const { code, out } = await bench.run(curate, 'lint');
    writeFileSync(path, good);
    expect(code).toBe(1);
    return out;
  };
  expect(await broken(/hash: [0-9a-f]{4}/, 'hash: 0000')).toMatch(
    /\.yaml:\d+: c-[0-9a-f]{12}: no passage/,
  );
  expect(await broken(/id: c-[0-9a-f]{4}/, 'id: c-0000')).toMatch(/id is not that/);
  expect(await broken(/approaches: \[.*?\]/, 'approaches: [unheard-of]')).toMatch(
    /no approach unheard-of/,
  );
  expect(await broken(/kind: \w+/, 'kind: nonsense')).toMatch(/line \d+/);
});

test('a quote cut anew gives the claim another id; the old one is kept, and relations follow', async () => {
  const [one, two] = readClaimFiles(bench.root).map(({ content }) => content.claims);
  const a = one?.[0];
  const b = two?.[0];
  if (!a || !b) throw new Error('expected claims in both messages');
  await bench.run(curate, 'relate', b.id, 'attacks', a.id);
  await bench.run(
    curate,
    'requote',
    a.id,
    'keep it in memory instead',
    '--why',
    'the title turns on it',
  );
  const next = readClaimFiles(bench.root)
    .flatMap(({ content }) => content.claims)
    .find(({ was }) => was.includes(a.id));
  expect(claim(a.id)).toBeUndefined();
  expect(next).toMatchObject({ title: a.title, kind: a.kind, was: [a.id] });
  expect(next?.history.at(-1)?.what).toContain(a.id);
  expect(claim(b.id)?.relations).toEqual([{ kind: 'attacks', to: next?.id }]);
  expect((await bench.run(curate, 'lint')).out).toBe('');
  await expect(bench.run(curate, 'requote', b.id, 'keep it', '--why', 'x')).rejects.toMatchObject({
    exit: 'inputRefused',
  });
});

test('the lint refuses a former id that is a claim', async () => {
  const [file] = readClaimFiles(bench.root);
  const [a, b] = file?.content.claims ?? [];
  if (!file || !a || !b) throw new Error('expected two claims in one message');
  const { writeFileSync } = await import('node:fs');
  writeFileSync(
    join(bench.root, file.path),
    textOf(file.path).replace(`- id: ${a.id}`, `- id: ${a.id}\n    was: [${b.id}]`),
  );
  expect((await bench.run(curate, 'lint')).out).toMatch(`${a.id} was ${b.id}, which is a claim`);
});
