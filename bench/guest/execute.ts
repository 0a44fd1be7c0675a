import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Fault } from '../../data/schema/fault.ts';

export interface Executed {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Ended by us: at the limit, or when the caller's signal fired. */
  readonly killed: 'limit' | 'signal' | null;
}

export interface ExecuteOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly limitMs?: number;
  readonly signal?: AbortSignal;
  /** Asked once a second; returning true ends the program. */
  readonly hopeless?: () => boolean;
}

/** The Debian package that brings each program that this machine must have. */
const packageOf: Readonly<Record<string, string>> = {
  'qemu-system-x86_64': 'qemu-system-x86',
  gcc: 'gcc libc6-dev',
  'apt-get': 'apt',
  'apt-cache': 'apt',
  dpkg: 'dpkg',
};

/**
 * Runs a program to its end.
 * @throws Fault `lacking` with the command that installs it if there is no such program.
 */
export function execute(
  program: string,
  args: readonly string[],
  options: ExecuteOptions = {},
): Promise<Executed> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = { stdout: '', stderr: '' };
    let killed: Executed['killed'] = null;
    const end = (why: 'limit' | 'signal') => {
      killed ??= why;
      child.kill('SIGKILL');
    };
    const timer = options.limitMs ? setTimeout(() => end('limit'), options.limitMs) : undefined;
    const watch = setInterval(() => {
      if (options.hopeless?.()) end('limit');
    }, 1000);
    const onAbort = () => end('signal');
    options.signal?.addEventListener('abort', onAbort, { once: true });
    child.stdout.setEncoding('latin1').on('data', (piece: string) => {
      output.stdout += piece;
    });
    child.stderr.setEncoding('utf8').on('data', (piece: string) => {
      output.stderr += piece;
    });
    child.on('error', (cause) => {
      clearTimeout(timer);
      clearInterval(watch);
      reject(missing(program, cause));
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      clearInterval(watch);
      options.signal?.removeEventListener('abort', onAbort);
      resolve({ code, ...output, killed });
    });
  });
}

/**
 * User and system time of a process, then of those that it has started and that have ended (proc(5), stat: fields 14 to
 * 17), in ticks of 10 ms; null where it has just ended, or there is no /proc.
 */
export function processorTicks(pid: number | 'self' | undefined): number[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields.slice(11, 15).map(Number);
  } catch {
    return null;
  }
}

function missing(program: string, cause: Error): Error {
  const name = packageOf[program];
  if (!name || !('code' in cause) || cause.code !== 'ENOENT') return cause;
  return new Fault(
    'lacking',
    `${program} is not installed`,
    `run: apt-get install -y --no-install-recommends ${name}`,
    cause,
  );
}

/**
 * Like `execute`, for programs that must succeed.
 * @throws Fault `lacking` with the last lines of its output if it does not.
 */
export async function must(
  program: string,
  args: readonly string[],
  options: ExecuteOptions & { readonly next?: string } = {},
): Promise<string> {
  const { code, stdout, stderr } = await execute(program, args, options);
  if (code === 0) return stdout;
  const tail = stderr.trim().split('\n').slice(-3).join(' | ');
  throw new Fault(
    'lacking',
    `${program} ${args[0] ?? ''} failed with ${code}: ${tail}`,
    options.next ?? 'mend what it names, then run this again',
  );
}
