import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { stringify } from 'yaml';
import type { Command } from '../../data/schema/command.ts';
import { messageOf } from '../../data/schema/fault.ts';
import { watchedIo } from '../evidence/fixture/io.ts';
import { cacheFolder } from '../guest/cache.ts';
import { gccVersion } from '../guest/gcc.ts';
import { fetchKernel } from '../guest/kernel.ts';
import { measuringQemu } from '../guest/qemu-measuring.ts';
import { fetchTools } from '../guest/tools.ts';
import { rootWithPrograms } from '../machine/fixture/root.ts';
import { readMachines } from '../machine/machines.ts';
import { readParts } from '../sweep/part-files.ts';
import { command as bench } from './bench.ts';
import { command as verify } from './verify.ts';

/** Why no program is compiled here, or null. */
const lacking = await gccVersion().then(() => null, messageOf);

/** Why no guest is booted here, or null. */
const noGuest =
  lacking ??
  (await (async () => {
    const machines = readMachines(process.cwd());
    const cache = cacheFolder(process.env);
    await measuringQemu(cache, machines);
    await Promise.all([fetchKernel(cache, '6.1', machines), fetchTools(cache, machines)]);
    return null;
  })().catch(messageOf));

/** A project whose one program fails for the colours that it is given. */
function project(...failing: readonly string[]): string {
  const tests = failing.map((colour) => `[ "$WARRANT_COLOUR" != ${colour} ]\n`);
  const root = rootWithPrograms({
    'picky.sh': `#!/bin/sh\nset -e\n${tests.join('')}lab metric lines 1\n`,
  });
  const write = (name: string, value: object) => {
    mkdirSync(join(root, name, '..'), { recursive: true });
    writeFileSync(join(root, name), stringify(value));
  };
  write('data/experiments/picky.yaml', {
    id: 'picky',
    title: 'A program that fails for one colour',
    question: 'Is what it loses told?',
    substrates: ['guest', 'host'],
    workload: 'program',
    program: 'picky.sh',
    parameters: { fs: ['tmpfs'], colour: ['blue', 'red'] },
    metrics: ['lines'],
    declares: { lines: { unit: 'count', meaning: 'Lines.', better: 'neither' } },
  });
  write('data/hypotheses/one-line.yaml', {
    id: 'one-line',
    review: 'r',
    claims: [{ id: 'c-000000000000', bears: 'context' }],
    statement: 'There is one line.',
    predicate: 'lines == 1',
    experiment: 'picky',
    scopes: ['host'],
    refutedBy: 'Another number of lines.',
  });
  return root;
}

async function ended(command: Command, root: string, given: object, positionals: string[]) {
  const told: string[] = [];
  const io = watchedIo({ root, cwd: root, err: (text) => void told.push(text) });
  const code = await command.run({ values: { ...given }, positionals, io });
  return { code, told: told.join('') };
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'tell-lost-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

test.skipIf(noGuest !== null)(
  'a shard ends with 1 where a setting failed, and its part has the other',
  async () => {
    const out = folder();
    const shard = { substrate: 'guest', shard: '1/1', out };
    const { code, told } = await ended(bench, project('red'), shard, ['run', 'picky']);
    expect(code).toBe(1);
    expect(told).toContain('no result for {"fs":"tmpfs","colour":"red"}');
    const measured = readParts([out]).flatMap(({ run }) => run.measurements);
    expect(measured.map(({ conditions }) => conditions['colour'])).toEqual(['blue']);
  },
);

test.skipIf(lacking !== null).each([
  { failing: [], code: 0 },
  { failing: ['red'], code: 1 },
])('verify ends with $code where $failing failed', async ({ failing, code }) => {
  const seen = await ended(verify, project(...failing), { substrate: 'host' }, ['one-line']);
  expect(seen.code).toBe(code);
  expect(seen.told.includes('settings lost: 1, the others are kept')).toBe(code === 1);
});
