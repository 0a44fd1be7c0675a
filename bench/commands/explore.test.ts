import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Io, OptionValues } from '../../data/schema/command.ts';
import { Exploration } from '../../data/schema/run.ts';
import { Trace } from '../../data/schema/trace.ts';
import { command } from './explore.ts';

const folder = mkdtempSync(join(tmpdir(), 'explore-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function explore(name: string, values: OptionValues = {}): Promise<string> {
  let out = '';
  const io: Io = {
    out: (text) => {
      out += text;
    },
    err: () => {},
    stdin: process.stdin,
    env: {},
    cwd: folder,
    root: process.cwd(),
    terminal: false,
    signal: new AbortController().signal,
  };
  await command.run({ values: { workers: '1', ...values }, positionals: [name], io });
  return out;
}

test('--json prints one exploration a line; --out writes each trace for the page and for Perfetto', async () => {
  const traces = join(folder, 'traces');
  const out = await explore('append-pointer', {
    json: true,
    quick: true,
    out: traces,
    perfetto: true,
  });
  const rows = out
    .trim()
    .split('\n')
    .map((line) => Exploration.parse(JSON.parse(line)));
  expect(rows.map(({ complete }) => complete)).not.toContain(false);
  const ids = rows.flatMap(({ counterexample }) => counterexample ?? []);
  expect(ids.length).toBeGreaterThan(0);
  expect(readdirSync(traces).sort()).toEqual(
    [...new Set(ids)].flatMap((id) => [`${id}.json`, `${id}.perfetto.json`]).sort(),
  );
  for (const id of ids) {
    const read = (name: string): unknown => JSON.parse(readFileSync(join(traces, name), 'utf8'));
    expect(Trace.parse(read(`${id}.json`)).id).toBe(id);
    expect(read(`${id}.perfetto.json`)).toHaveProperty('traceEvents');
  }
});

const pointer = readFileSync('data/experiments/append-pointer.yaml', 'utf8');

test.each([
  [
    'a value that the model does not know',
    pointer.replace('cow]', 'cowboy]'),
    /bad\.yaml:11: parameters\.metadata: "cowboy"; expected wal/,
  ],
  [
    'a value of a quick run that it does not know',
    pointer.replace('quick:', 'quick:\n  approach: [cowgirl]'),
    /bad\.yaml:\d+: quick\.approach: "cowgirl"; expected fsync/,
  ],
  [
    'a workload that it does not know',
    pointer.replace('workload: append', 'workload: upend'),
    /bad\.yaml:8: .*expected append-pointer/,
  ],
  ['a missing member', pointer.replace('title:', 'heading:'), /bad\.yaml:\d+: /],
  ['a member too many', `${pointer}extra: 1\n`, /bad\.yaml:\d+: .*extra/],
  ['no YAML', 'id: [', /bad\.yaml:\d+: /],
])('%s is refused with its file, its line and what was expected', async (_, text, message) => {
  const file = join(folder, 'bad.yaml');
  writeFileSync(file, text);
  await expect(explore(file)).rejects.toMatchObject({
    exit: 'inputRefused',
    message: expect.stringMatching(message),
  });
});

test('an unknown experiment and an unknown reduction are usage errors', async () => {
  await expect(explore('no-such')).rejects.toMatchObject({ exit: 'usage' });
  const reduce = explore('append-pointer', { 'no-reduce': ['everything'] });
  await expect(reduce).rejects.toMatchObject({ exit: 'usage' });
});

test.each(['workers', 'no-reduce'])(
  '--%s has no meaning where workers of a queue explore',
  async (option) => {
    const values = { queue: 'postgres://127.0.0.1:9/none', workers: undefined, [option]: '1' };
    await expect(explore('append-pointer', values)).rejects.toThrow(
      `--${option} has no meaning with --queue`,
    );
  },
);
