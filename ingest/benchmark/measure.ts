import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
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
  const time = stopwatch();
  execFileSync('/usr/bin/time', [...time.args, command, ...args], { stdio: 'ignore' });
  return time.read();
}

/** Runs a command under GNU time on what a producer prints; what it says goes to the terminal. */
export async function measurePiped(
  [producer = '', ...producerArgs]: readonly string[],
  command: string,
  args: readonly string[],
): Promise<Cost> {
  const time = stopwatch();
  const source = spawn(producer, producerArgs, { stdio: ['ignore', 'pipe', 'inherit'] });
  const child = spawn('/usr/bin/time', [...time.args, command, ...args], {
    stdio: [source.stdout, 'ignore', 'inherit'],
  });
  source.stdout.destroy(); // this process reads none of it
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${command} ended with ${code}`);
  return time.read();
}

/** GNU time's arguments, and what it wrote. */
function stopwatch() {
  const folder = mkdtempSync(join(tmpdir(), 'warrant-time-'));
  const file = join(folder, 'time');
  return {
    args: ['-f', '%e %U %S %M', '-o', file],
    read(): Cost {
      const [wall = 0, user = 0, system = 0, kilobytes = 0] = readFileSync(file, 'utf8')
        .trim()
        .split(/\s+/)
        .map(Number);
      rmSync(folder, { recursive: true });
      return { seconds: wall, cpuSeconds: user + system, megabytes: kilobytes / 1024 };
    },
  };
}

export const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
