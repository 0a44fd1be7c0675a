import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Io } from '../../data/schema/command.ts';
import { Fault } from '../../data/schema/fault.ts';
import type { Program } from '../model/litmus/program/program.ts';
import { readLitmus } from '../model/litmus/read.ts';
import { runProgram } from '../model/litmus/run.ts';
import { referenceStates } from '../reference/reference.ts';
import { command } from './litmus.ts';

type Options = Readonly<Record<string, string | boolean>>;

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'litmus-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

async function run(positionals: readonly string[], json = true, others: Options = {}) {
  let out = '';
  let err = '';
  const io: Io = {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    stdin: process.stdin,
    env: {},
    cwd: root,
    root,
    terminal: false,
    signal: new AbortController().signal,
  };
  const code = await command.run({ values: { json, ...others }, positionals, io });
  return { code, out, err };
}

const body = 'lines x | y\nthread\nstore x 1\nclwb x\nsfence\nstore y 1\nobserve x y\n';

test('NDJSON in the documented shape', async () => {
  const { code, out } = await run([write('a.litmus', `litmus "a"\n${body}expect 0,0 1,0 1,1\n`)]);
  expect(code).toBe(0);
  expect(out).toBe(
    '{"name":"a","observed":["x","y"],"states":[[0,0],[1,0],[1,1]],"expected":true}\n',
  );
});

test('a set that differs: exit 1, and the difference on stderr', async () => {
  const { code, out, err } = await run([write('b.litmus', `litmus "b"\n${body}expect 0,0 0,1\n`)]);
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ expected: false });
  expect(err).toContain('reachable but not expected: x=1 y=0; x=1 y=1.');
  expect(err).toContain('Expected but not reachable: x=0 y=1.');
});

test('a malformed file refuses the whole call before anything is printed', async () => {
  const good = write('c.litmus', `litmus "c"\n${body}`);
  const bad = write('d.litmus', 'litmus "d"\nlines x\nthread\nstore x\n');
  const call = run([good, bad]);
  await expect(call).rejects.toThrow(`${bad}:4: expected store L V, found "store x"`);
  await expect(call).rejects.toSatisfy(
    (fault) => fault instanceof Fault && fault.exit === 'inputRefused',
  );
});

test('a condition, a question about the end, and what of it fails', async () => {
  const end = 'litmus "e"\nthread\nload r x\nstore y r\nthread\nstore x 1\n';
  const holds = await run([write('e.litmus', `${end}exists (0:r=1 /\\ y=1)`)]);
  expect(JSON.parse(holds.out)).toEqual({
    name: 'e',
    observed: ['0:r', 'y'],
    states: [
      [0, 0],
      [1, 1],
    ],
    expected: true,
    moment: 'end',
    condition: 'exists (0:r=1 /\\ y=1)',
    holds: true,
  });
  const fails = await run([write('f.litmus', `${end}forall (0:r=1)`)]);
  expect(fails.code).toBe(1);
  expect(fails.err).toContain('forall (0:r=1) does not hold');
});

test('a witness names the steps and what the crash leaves; no witness is exit 1', async () => {
  const file = write('w.litmus', `litmus "w"\n${body}`);
  const shown = await run([file], false, { witness: '1,0' });
  expect(shown.code).toBe(0);
  expect(shown.out).toContain('1. thread 0: store x 1: leaves the store buffer for the cache');
  expect(shown.out).toContain('crash: the line of y is as it was at the start');
  const json = await run([file], true, { witness: '1,1' });
  expect(JSON.parse(json.out)).toMatchObject({ reachable: true, left: [{ step: 1 }, { step: 4 }] });
  const none = await run([file], true, { witness: '0,1' });
  expect(none.code).toBe(1);
  expect(JSON.parse(none.out)).toMatchObject({ reachable: false });
  expect(none.err).toContain('no execution leads to x=0 y=1');
  await expect(run([file], true, { witness: '1' })).rejects.toMatchObject({ exit: 'usage' });
});

test('a program printed for herd is read again with the same states', async () => {
  const file = write('g.litmus', `litmus "g"\n${body}expect 0,0 1,0 1,1\n`);
  const { out } = await run([file], false, { herd: true });
  expect(out).toMatch(/^X86_64 g\nLines=x \| y\n/);
  const again = await run([write('h.litmus', out)]);
  expect(again.code).toBe(0);
  expect(JSON.parse(again.out).states).toEqual([
    [0, 0],
    [1, 0],
    [1, 1],
  ]);
});

test('a path that is not there is refused; no path at all is a usage error', async () => {
  await expect(run([join(folder, 'none.litmus')])).rejects.toMatchObject({ exit: 'inputRefused' });
  await expect(run([])).rejects.toMatchObject({ exit: 'usage' });
});

const shipped = readdirSync(join(root, 'data/litmus')).filter((name) => name.endsWith('.litmus'));

test('at least 40 litmus files ship, each citing its rule, and all come out as expected', async () => {
  expect(shipped.length).toBeGreaterThanOrEqual(40);
  for (const name of shipped) {
    const [first] = readFileSync(join(root, 'data/litmus', name), 'utf8').split('\n');
    expect(first, name).toMatch(/^# ./);
  }
  const { code, out } = await run(['data/litmus']);
  const rows = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(rows).toHaveLength(shipped.length);
  expect(rows.filter((row) => row.expected !== true)).toEqual([]);
  expect(code).toBe(0);
});

test('the reference agrees on every shipped program that it can finish', () => {
  let compared = 0;
  for (const name of shipped) {
    const program = readLitmus(readFileSync(join(root, 'data/litmus', name), 'utf8')) as Program;
    const outcome = runProgram(program);
    if (outcome.kind !== 'explored') throw new Error(`${name}: ${outcome.kind}`);
    const operations = JSON.stringify(program.threads).match(/"op"/g)?.length ?? 0;
    if (operations > 10) continue;
    compared += 1;
    expect(referenceStates(program), name).toEqual(outcome.states);
  }
  // The others are structures of a dozen steps and more, which total orders cannot finish.
  expect(compared).toBeGreaterThanOrEqual(90);
});
