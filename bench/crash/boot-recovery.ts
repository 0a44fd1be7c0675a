import { readFileSync } from 'node:fs';
import { type Booted, boot } from '../guest/boot.ts';
import { type Laboratory, quick, script } from './laboratory.ts';

/** Nanoseconds an instruction in recovering guests, as the power of two. */
export const shift = 4;

/** Boots a guest that recovers the images of its files, counting instructions. */
export function bootRecovery(
  laboratory: Laboratory,
  recovery: {
    /** Persistent memory, MiB each; the region `take` is handed out at the end. */
    readonly regions: readonly number[];
    readonly take: number;
    readonly files: Readonly<Record<string, string | Uint8Array>>;
  },
): Promise<Booted> {
  const { qemu, kernel, system, crash, options } = laboratory;
  return boot({
    guest: {
      qemu: qemu.program,
      data: qemu.data,
      kernel: kernel.image,
      regions: recovery.regions,
      ...quick,
      shift,
    },
    take: recovery.take,
    systemImage: system,
    files: {
      init: script(laboratory, 'init.sh'),
      'jobs/what': 'recover',
      'jobs/recover.sh': script(laboratory, 'recover.sh'),
      crash: readFileSync(crash.path),
      ...recovery.files,
    },
    limitMs: options.limitMs,
    ...(options.signal ? { signal: options.signal } : {}),
  });
}
