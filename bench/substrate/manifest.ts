import { execFileSync } from 'node:child_process';
import { arch, cpus, hostname, release, totalmem, type } from 'node:os';
import type { Manifest } from '../../data/schema/run.ts';

/** What of a manifest is known before the run starts. */
export type Beginning = Omit<Manifest, 'durationMs' | 'startedAt'>;

export function beginning(root: string, command: string, seed: number): Beginning {
  const status = git(root, ['status', '--porcelain', '--untracked-files=no']);
  return {
    command,
    seed,
    revision: git(root, ['rev-parse', 'HEAD']) ?? 'unknown',
    dirty: status === null || status !== '',
    machine: machine(),
    tools: { node: process.version },
  };
}

/** This machine, as far as it bears on a measurement. */
function machine(): Record<string, string | number> {
  return {
    host: hostname(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryMiB: Math.round(totalmem() / 2 ** 20),
    arch: arch(),
    os: `${type()} ${release()}`,
  };
}

/** What git says; null where there is no git or no repository, or it refuses: a downloaded archive still runs. */
export function git(root: string, args: readonly string[]): string | null {
  try {
    return execFileSync('git', args, {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return null;
  }
}
