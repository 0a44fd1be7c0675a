import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command, Io } from '../data/schema/command.ts';
import { exitCode } from '../data/schema/fault.ts';

interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The steps of CI besides the tests: each counts as one check, passed or failed. */
const checks: readonly (readonly [string, readonly string[]])[] = [
  ['layers', ['.ci/layering.ts']],
  ['format and lint', ['node_modules/@biomejs/biome/bin/biome', 'ci', '--error-on-warnings']],
  ['types', ['node_modules/tsgo/bin/tsc', '-p', 'tsconfig.json']],
  ['types of pages', ['node_modules/astro/bin/astro.mjs', 'check']],
  [
    'a sample of mutants',
    ['.ci/mutants.ts', '--quick', '--seed', '19', '--tests', '3', '--least', '3'],
  ],
];

export const command: Command = {
  usage: '[FILTER…]',
  summary: 'run everything that CI runs; FILTER narrows the tests to matching files',
  options: {},
  async run({ positionals, io }) {
    const counts: Count[] = [];
    if (positionals.length === 0) {
      for (const [name, args] of checks) {
        io.err(`· ${name}\n`);
        const code = await node(args, io, {});
        counts.push({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 });
      }
    }
    counts.push(await tests(positionals, io));
    const sum = (of: keyof Count) => counts.reduce((total, count) => total + count[of], 0);
    io.out(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped\n`);
    return sum('failed') === 0 && sum('passed') > 0 ? exitCode.done : exitCode.checkFailed;
  },
};

async function tests(filters: readonly string[], io: Io): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), 'warrant-test-'));
  const file = join(folder, 'counts');
  try {
    const code = await node(['node_modules/vitest/vitest.mjs', 'run', ...filters], io, {
      WARRANT_TEST_COUNTS: file,
    });
    const [passed = 0, failed = 0, skipped = 0] = readFileSync(file, 'utf8')
      .trim()
      .split(' ')
      .map(Number);
    // An error outside any test (an unhandled rejection) fails the run without failing a test.
    return { passed, failed: code !== 0 && failed === 0 ? 1 : failed, skipped };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function node(args: readonly string[], io: Io, env: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: io.root,
      env: { ...process.env, ...env, ASTRO_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', 2, 2],
    });
    io.signal.addEventListener('abort', () => child.kill(), { once: true });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
