import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One run of a program: wall time, processor time of all threads, and the largest resident set. */
export interface Cost {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly megabytes: number;
}

/** Runs a command under GNU time; its output is dropped. */
export function measure(command: string, args: readonly string[]): Cost {
  const folder = mkdtempSync(join(tmpdir(), 'warrant-time-'));
  const file = join(folder, 'time');
  try {
    execFileSync('/usr/bin/time', ['-f', '%e %U %S %M', '-o', file, command, ...args], {
      stdio: 'ignore',
    });
    const numbers = readFileSync(file, 'utf8').trim().split(/\s+/).map(Number);
    const [wall = 0, user = 0, system = 0, kilobytes = 0] = numbers;
    return { seconds: wall, cpuSeconds: user + system, megabytes: kilobytes / 1024 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
