import { readFileSync } from 'node:fs';
import { Fault } from '../../data/schema/fault.ts';
import type { Booted } from '../guest/boot.ts';
import { forget, resume, type Snapshot, takeSnapshot } from '../guest/snapshot.ts';
import { type Laboratory, limitsOf, machineOf, quick, script } from './laboratory.ts';

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
  const { booted } = laboratory;
  const key = JSON.stringify([recovery.regions, recovery.notes]);
  const snapshot = booted.get(key) ?? bootFor(laboratory, recovery);
  booted.set(key, snapshot);
  return goOn(await snapshot, laboratory, recovery);
}

function goOn(
  snapshot: Snapshot,
  laboratory: Laboratory,
  { regions, take, begun, files }: Recovery,
): Promise<Booted> {
  return resume(snapshot, {
    files,
    give: regions.length,
    take,
    ...(begun ? { begun: true } : {}),
    ...limitsOf(laboratory),
  });
}

/** A race decides how a guest is stopped (`guest/pause.c`). */
const mostBoots = 20;

/** Boots until a guest is stopped with its clock at the next timer, as one of its copies that has no images tells. */
async function bootFor(laboratory: Laboratory, recovery: Recovery): Promise<Snapshot> {
  for (let tries = 0; tries < mostBoots; tries++) {
    const snapshot = await bootOnce(laboratory, recovery);
    const { serial } = await goOn(snapshot, laboratory, { ...recovery, files: {} });
    if (wentOn(serial)) return snapshot;
    forget(snapshot);
  }
  throw new Fault(
    'checkFailed',
    `none of ${mostBoots} guests was stopped with its clock at the next timer`,
    'run it again on a machine less busy',
  );
}

/** Whether the clock went on to the next timer, milliseconds away, while the guest was stopped. */
const wentOn = (serial: string): boolean =>
  Number(/^# stopped (\d+)/m.exec(serial)?.[1] ?? 0) > 500_000;

function bootOnce(laboratory: Laboratory, { regions, notes }: Recovery): Promise<Snapshot> {
  const { system, crash } = laboratory;
  return takeSnapshot({
    guest: { ...machineOf(laboratory), regions: [...regions, givenMebibytes], ...quick },
    systemImage: system,
    files: {
      init: script(laboratory, 'init.sh'),
      'jobs/what': 'recover',
      'jobs/recover.sh': script(laboratory, 'recover.sh'),
      crash: readFileSync(crash.path),
      ...(notes === undefined ? {} : { 'jobs/notes': notes }),
    },
    ...limitsOf(laboratory),
  });
}
