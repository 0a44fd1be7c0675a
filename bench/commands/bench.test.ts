import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { watchedIo } from '../evidence/fixture/io.ts';
import { command } from './bench.ts';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'bench-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

async function bench(...args: readonly [readonly string[], Record<string, string | boolean>?]) {
  const io = watchedIo();
  await command.run({ positionals: args[0], values: { ...args[1] }, io });
  return io.printed();
}

test('two quick runs give the same measurements, and compare finds no setting that differs', async () => {
  const [a, b] = [folder(), folder()];
  const values = { quick: true, json: true };
  const runs: { readonly id: string; readonly measurements: unknown }[] = [];
  for (const out of [a, b]) {
    const text = await bench(['run', 'append-pointer'], { ...values, out: join(out, 'results') });
    const { schemaVersion, runs: printed } = JSON.parse(text);
    expect(schemaVersion).toBe(1);
    runs.push(printed[0]);
  }
  expect(Object.keys(runs[0] ?? {})).toEqual(
    expect.arrayContaining(['id', 'experiment', 'substrate', 'manifest', 'measurements']),
  );
  expect(runs[1]?.measurements).toEqual(runs[0]?.measurements);
  const files = [a, b].map((out, index) =>
    join(out, 'results/append-pointer/model', `${runs[index]?.id}.json`),
  );
  expect(await bench(['compare', ...files])).toContain('equal: no setting differs');
  expect((await bench(['csv', files[0] ?? ''])).split('\r\n')[0]).toContain('metric,unit,sample');
});

test('with reuse a model run of the same version is not made again', async () => {
  const out = join(folder(), 'results');
  const values = { quick: true, reuse: true, out };
  const first = await bench(['run', 'write-amplification'], values);
  expect(await bench(['run', 'write-amplification'], values)).toBe(first);
  expect(readdirSync(join(out, 'write-amplification/model'))).toHaveLength(1);
});

test('list names every experiment with its hypotheses', async () => {
  const lines = (await bench(['list'], { json: true })).trim().split('\n');
  const experiments = lines.map((line) => JSON.parse(line));
  expect(experiments.map(({ id }) => id)).toContain('append-pointer');
  expect(experiments.every(({ settings }) => settings > 0)).toBe(true);
});

test.each([
  [[], 'no action'],
  [['fly'], 'unknown action'],
  [['run', 'nothing'], 'no experiment'],
  [['run', 'append-pointer', 'x'], 'no experiment'],
  [['compare', 'one'], 'expected two runs'],
  [['csv', 'r-none'], 'no run r-none'],
])('%j is refused: %s', async (positionals, what) => {
  await expect(bench(positionals)).rejects.toThrow(what);
});

test('an experiment that has not the substrate is refused by name', async () => {
  await expect(bench(['run', 'append-pointer'], { substrate: 'guest' })).rejects.toThrow(
    'append-pointer does not run on guest',
  );
  await expect(bench(['run'], { substrate: 'moon' })).rejects.toThrow('no substrate "moon"');
});
