import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
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
    const whole = positionals.length === 0;
    const folder = mkdtempSync(join(tmpdir(), 'warrant-test-'));
    try {
      // Side by side: tests wait for guests and for one another's last file, and leave processors idle.
      const [failed, count] = await Promise.all([
        whole ? failedChecks(io, join(folder, 'said')) : [],
        tests(positionals, io, join(folder, 'counts')),
      ]);
      for (const name of failed) io.err(`failed: ${name}\n`);
      const passed = count.passed + (whole ? checks.length - failed.length : 0);
      const allFailed = count.failed + failed.length;
      io.out(`${passed} passed, ${allFailed} failed, ${count.skipped} skipped\n`);
      return allFailed === 0 && passed > 0 ? exitCode.done : exitCode.checkFailed;
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

/** The names of the checks that fail, one after the other; what each says is kept in a file until it ends. */
async function failedChecks(io: Io, file: string): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const [name, args] of checks) {
    const said = openSync(file, 'w');
    const code = await node(args, io, {}, said);
    closeSync(said);
    io.err(`· ${name}: ${code === 0 ? 'passed' : 'failed'}\n${readFileSync(file, 'utf8')}`);
    if (code !== 0) failed.push(name);
  }
  return failed;
}

/** @param file Where the reporter leaves the counts. */
async function tests(filters: readonly string[], io: Io, file: string): Promise<Count> {
  try {
    const vitest = ['node_modules/vitest/vitest.mjs', 'run', ...filters];
    const code = await node(vitest, io, { WARRANT_TEST_COUNTS: file }, 2);
    const [passed = 0, failed = 0, skipped = 0] = readFileSync(file, 'utf8')
      .trim()
      .split(' ')
      .map(Number);
    // An error outside any test (an unhandled rejection) fails the run without failing a test.
    return { passed, failed: code !== 0 && failed === 0 ? 1 : failed, skipped };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** @param output The file descriptor of all that it says. */
function node(
  args: readonly string[],
  io: Io,
  env: Record<string, string>,
  output: number,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: io.root,
      env: { ...process.env, ...env, ASTRO_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', output, output],
    });
    io.signal.addEventListener('abort', () => child.kill(), { once: true });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
