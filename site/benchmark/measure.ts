import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';

/** One run of a program with all its children. */
export interface Cost {
  readonly seconds: number;
  /** Processor time of all threads, system calls included. */
  readonly cpuSeconds: number;
  /** Largest sum of the resident sets of all its processes; pages that they share count for each. */
  readonly megabytes: number;
}

/** How often memory is looked at, in milliseconds. */
const period = 50;

/** Runs a command under GNU time; `timeFile` is where that writes. Its progress is shown only where it fails. */
export function measure(command: readonly string[], env: object, timeFile: string): Promise<Cost> {
  const child = spawn('/usr/bin/time', ['-f', '%e %U %S', '-o', timeFile, ...command], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let progress = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    progress += text;
  });
  let megabytes = 0;
  const timer = setInterval(() => {
    megabytes = Math.max(megabytes, residentSum(child.pid ?? 0) / 1024);
  }, period);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(timer);
      if (code !== 0)
        return reject(new Error(`${command.join(' ')}: exit code ${code}\n${progress}`));
      const [wall = 0, user = 0, system = 0] = readFileSync(timeFile, 'utf8')
        .split(' ')
        .map(Number);
      rmSync(timeFile);
      resolve({ seconds: wall, cpuSeconds: user + system, megabytes });
    });
  });
}

/** Resident memory of a process and all below it, in kB (proc(5)). */
function residentSum(pid: number): number {
  try {
    const own = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
    );
    return children.reduce((sum, child) => sum + residentSum(Number(child)), Number(own ?? 0));
  } catch {
    return 0; // it has ended since
  }
}
