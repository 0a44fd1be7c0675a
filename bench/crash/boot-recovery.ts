import { readFileSync } from 'node:fs';
import type { Booted } from '../guest/boot.ts';
import { resume, type Snapshot, takeSnapshot } from '../guest/snapshot.ts';
import { type Laboratory, quick, script } from './laboratory.ts';

/** Nanoseconds an instruction in recovering guests, as the power of two. */
export const shift = 4;

/** Room for the images of one boot, MiB: the last region of persistent memory. */
const givenMebibytes = 512;

interface Recovery {
  /** Persistent memory, MiB each; the region `take` is handed out at the end. */
  readonly regions: readonly number[];
  readonly take: number;
  readonly begun?: boolean;
  /** Whether recoveries are recorded: where notes for the recorder go. */
  readonly notes?: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
}

/**
 * Recovers the images of its files in a copy of a guest that has booted, counting instructions. The
 * laboratory keeps that guest: it boots once for every way of recovering.
 */
export async function bootRecovery(laboratory: Laboratory, recovery: Recovery): Promise<Booted> {
  const { limitMs, signal } = laboratory.options;
  return resume(await bootedFor(laboratory, recovery), {
    files: recovery.files,
    give: recovery.regions.length,
    take: recovery.take,
    ...(recovery.begun ? { begun: true } : {}),
    limitMs,
    ...(signal ? { signal } : {}),
  });
}

function bootedFor(laboratory: Laboratory, { regions, notes }: Recovery): Promise<Snapshot> {
  const { qemu, kernel, system, crash, options, booted } = laboratory;
  const key = JSON.stringify([regions, notes]);
  const known = booted.get(key);
  if (known) return known;
  const snapshot = takeSnapshot({
    guest: {
      qemu: qemu.program,
      data: qemu.data,
      kernel: kernel.image,
      regions: [...regions, givenMebibytes],
      ...quick,
      shift,
    },
    systemImage: system,
    files: {
      init: script(laboratory, 'init.sh'),
      'jobs/what': 'recover',
      'jobs/recover.sh': script(laboratory, 'recover.sh'),
      crash: readFileSync(crash.path),
      ...(notes === undefined ? {} : { 'jobs/notes': notes }),
    },
    limitMs: options.limitMs,
    ...(options.signal ? { signal: options.signal } : {}),
  });
  booted.set(key, snapshot);
  return snapshot;
}
