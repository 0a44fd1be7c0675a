import { readFileSync } from 'node:fs';
import { Fault } from '../../data/schema/fault.ts';
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
  const { booted, options } = laboratory;
  const { limitMs, signal } = options;
  const key = JSON.stringify([recovery.regions, recovery.notes]);
  for (let tries = 0; tries < mostBoots; tries++) {
    const snapshot = booted.get(key) ?? bootFor(laboratory, recovery);
    booted.set(key, snapshot);
    const recovered = await resume(await snapshot, {
      files: recovery.files,
      give: recovery.regions.length,
      take: recovery.take,
      ...(recovery.begun ? { begun: true } : {}),
      limitMs,
      ...(signal ? { signal } : {}),
    });
    if (wentOn(recovered.serial)) return recovered;
    if (booted.get(key) === snapshot) booted.delete(key);
  }
  throw new Fault(
    'checkFailed',
    `none of ${mostBoots} guests was stopped with its clock at the next timer`,
    'run it again on a machine less busy',
  );
}

/** A race decides how a guest is stopped (`guest/pause.c`); the other way is the rarer. */
const mostBoots = 12;

/** Whether the clock went on to the next timer, milliseconds away, while the guest was stopped. */
function wentOn(serial: string): boolean {
  const stopped = /^# stopped (\d+)/m.exec(serial)?.[1];
  return stopped === undefined || Number(stopped) > 500_000;
}

function bootFor(laboratory: Laboratory, { regions, notes }: Recovery): Promise<Snapshot> {
  const { qemu, kernel, system, crash, options } = laboratory;
  return takeSnapshot({
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
}
