import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Experiment } from '../../data/schema/experiment.ts';
import { sha256 } from '../../data/schema/hash.ts';
import type { Measurement, Run } from '../../data/schema/run.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import { settings as settingsOf } from '../model/settings.ts';
import { boot } from './boot.ts';
import { cacheFolder } from './cache.ts';
import { systemImage } from './initramfs.ts';
import { guestJobs } from './jobs.ts';
import { fetchKernel } from './kernel.ts';
import { compileProgram } from './program.ts';
import { qemuVersion } from './qemu.ts';
import { measurementsOf } from './results.ts';
import { readSerial } from './serial.ts';
import { fetchTools } from './tools.ts';

export interface RunOptions {
  /** Root of the project. */
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly quick?: boolean;
  readonly signal?: AbortSignal;
  /** Progress, one line at a time. */
  readonly progress?: (line: string) => void;
  /** What the user typed, for the manifest. */
  readonly command: string;
  /** Per boot. */
  readonly limitMs?: number;
  readonly samples?: number;
}

const defaultKernel = '6.1';
/** A boot with the largest matrix takes 40 s on an idle machine; the limit allows for a busy one. */
const defaultLimit = 600_000;

/**
 * Runs one experiment on a stock Debian kernel in QEMU, one boot for each kernel of its settings.
 * @throws Fault `lacking` if QEMU, gcc, apt or the network is; `checkFailed` if the guest goes wrong.
 */
export async function runGuest(
  experiment: Experiment,
  options: RunOptions,
): Promise<Omit<Run, 'id'>> {
  const started = new Date();
  const progress = options.progress ?? (() => {});
  const cache = cacheFolder(options.env);
  const qemu = 'qemu-system-x86_64';
  const tools: Record<string, string> = { qemu: await qemuVersion(qemu) };
  const program = await compileProgram(cache, options.root);
  tools['gcc'] = program.compiler;
  tools['program'] = `sha256:${program.sources}`;
  const settings = settingsOf(experiment, options.quick ? { quick: true } : {});
  const measurements: Measurement[] = [];
  for (const [kernelName, group] of byKernel(settings)) {
    progress(`guest: kernel ${kernelName}, ${group.length} settings`);
    const [kernel, unpacked] = [await fetchKernel(cache, kernelName), await fetchTools(cache)];
    for (const deb of [...kernel.debs, ...unpacked.debs]) {
      tools[deb.name] = `${deb.version} sha256:${deb.sha256}`;
    }
    const { lines, filesystems } = guestJobs(experiment.workload, group, options.samples ?? 20);
    const serial = await boot({
      guest: { qemu, kernel: kernel.image, counted: true },
      systemImage: await systemImage(cache, kernel, unpacked),
      files: {
        init: readFileSync(join(options.root, 'bench/guest/init.sh')),
        program: readFileSync(program.path),
        'jobs/list': `${lines.join('\n')}\n`,
        'jobs/filesystems': filesystems.join('\n'),
      },
      limitMs: options.limitMs ?? defaultLimit,
      ...(options.signal ? { signal: options.signal } : {}),
    });
    measurements.push(...measurementsOf(group, readSerial(serial, lines.length), serial));
  }
  return {
    schemaVersion: 1,
    experiment: experiment.id,
    substrate: 'guest',
    manifest: {
      startedAt: started.toISOString(),
      durationMs: Date.now() - started.getTime(),
      command: options.command,
      ...revision(options.root),
      seed: experiment.seed,
      machine: machine(),
      tools,
    },
    measurements,
    explorations: [],
  };
}

function byKernel(settings: readonly Conditions[]): Map<string, Conditions[]> {
  return Map.groupBy(settings, (setting) => String(setting['kernel'] ?? defaultKernel));
}

/** The checkout that the run came from; `unknown` outside git. */
export function revision(root: string): { revision: string; dirty: boolean } {
  try {
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', root, ...args], { stdio: ['ignore', 'pipe', 'ignore'] })
        .toString()
        .trim();
    const dirty = git('status', '--porcelain', '--untracked-files=no') !== '';
    return { revision: git('rev-parse', 'HEAD'), dirty };
  } catch {
    return { revision: 'unknown', dirty: true };
  }
}

export function machine(): Record<string, string | number> {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    processors: cpus().length,
    memoryMiB: Math.round(totalmem() / 2 ** 20),
    platform: `${process.platform} ${process.arch}`,
  };
}
