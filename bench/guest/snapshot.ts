import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Boot, Booted } from './boot.ts';
import { emulate } from './emulate.ts';
import { must } from './execute.ts';
import { runImage } from './initramfs.ts';
import { emptyFile, fillRegion, regionOf } from './memory-file.ts';
import { memoryFolder } from './memory-folder.ts';
import { type Guest, memoryMebibytes } from './qemu.ts';
import { Qmp } from './qmp.ts';

/**
 * A guest that has booted and stopped itself, to go on from there as often as one likes. It stops at an
 * instruction of its own (a write to the port of the pvpanic device); its clock stops there or at the next timer,
 * which is a race in the emulator (`bench/crash/guest/pause.c`), and is all in which two snapshots can differ where
 * instructions are counted.
 */
export interface Snapshot {
  readonly guest: Omit<Guest, 'serial'>;
  /** All of its memory, and what the emulator knows besides. */
  readonly memory: string;
  readonly state: string;
}

const pausing = [
  ...['-device', 'pvpanic', '-action', 'panic=pause'],
  // The stopped guest is to run once it is loaded, not to be told that it had stopped.
  ...['-global', 'migration.store-global-state=off'],
];

/** Folders of snapshots, which are there to be gone on from until the process ends. */
const kept = new Set<string>();
process.once('exit', () => {
  for (const folder of kept) rmSync(folder, { recursive: true, force: true });
});

/**
 * Boots a guest until it stops itself.
 * @throws Fault `checkFailed` if it ends instead, with the serial tail.
 */
export async function takeSnapshot(run: Omit<Boot, 'take' | 'plugin'>): Promise<Snapshot> {
  const folder = memoryFolder('snapshot', memoryMebibytes(run.guest.regions) * 2 ** 20);
  kept.add(folder);
  const [initrd = '', memory = '', state = ''] = ['initrd', 'memory', 'state'].map((name) =>
    join(folder, name),
  );
  writeFileSync(initrd, Buffer.concat([readFileSync(run.systemImage), runImage(run.files)]));
  emptyFile(memory, memoryMebibytes(run.guest.regions));
  const guest = { ...run.guest, initrd, memoryFile: memory };
  await directed(
    { ...guest, serial: join(folder, 'serial') },
    pausing,
    run,
    folder,
    async (qmp) => {
      await qmp.event('STOP');
      await qmp.run('migrate-set-capabilities', sharedMemory);
      await qmp.run('migrate', { uri: `file:${state}` });
      await migrated(qmp);
      await qmp.run('quit');
    },
  );
  return { guest, memory, state };
}

/** Gives its room back; no copy may go on any more. */
export function forget({ memory }: Snapshot): void {
  const folder = dirname(memory);
  rmSync(folder, { recursive: true, force: true });
  kept.delete(folder);
}

/** What a guest that goes on finds, and what is taken from it. */
export interface Resume {
  /** Files handed over as a cpio archive at the beginning of a region of persistent memory. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly give: number;
  readonly take: number;
  /** Whether that is only what was written from its beginning on. */
  readonly begun?: boolean;
  readonly limitMs: number;
  readonly signal?: AbortSignal;
}

/**
 * Lets a copy of the guest go on to its end.
 * @throws Fault `checkFailed` if it hangs, floods the line or ends in an error, with the serial tail.
 */
export async function resume(snapshot: Snapshot, run: Resume): Promise<Booted> {
  const { guest } = snapshot;
  const folder = memoryFolder('guest', memoryMebibytes(guest.regions) * 2 ** 20);
  try {
    const memoryFile = join(folder, 'memory');
    await must('cp', ['--sparse=always', snapshot.memory, memoryFile]);
    fillRegion(memoryFile, guest.regions, run.give, runImage(run.files));
    const serial = await directed(
      { ...guest, memoryFile, serial: join(folder, 'serial') },
      [...pausing, '-incoming', 'defer'],
      run,
      folder,
      async (qmp) => {
        await qmp.run('migrate-set-capabilities', sharedMemory);
        await qmp.run('migrate-incoming', { uri: `file:${snapshot.state}` });
      },
    );
    const region = regionOf(memoryFile, guest.regions, run.take, run.begun);
    return { serial, pluginOutput: null, region };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Memory is a file that stays: it is not copied into the state. */
const sharedMemory = { capabilities: [{ capability: 'x-ignore-shared', state: true }] };

/** Runs the emulator to its end, and meanwhile tells it what to do. */
async function directed(
  guest: Guest,
  more: readonly string[],
  run: { readonly limitMs: number; readonly signal?: AbortSignal },
  folder: string,
  direct: (qmp: Qmp) => Promise<void>,
): Promise<string> {
  const socket = join(folder, 'qmp');
  const over = new AbortController();
  const misled = new AbortController();
  const emulated = emulate(guest, [...more, '-qmp', `unix:${socket},server=on,wait=off`], {
    limitMs: run.limitMs,
    signal: AbortSignal.any([misled.signal, ...(run.signal ? [run.signal] : [])]),
  }).finally(() => over.abort());
  const directing = Qmp.connect(socket, over.signal).then(async (qmp) => {
    try {
      await direct(qmp);
    } catch (refused) {
      misled.abort(); // it would wait for what it was not told until its limit
      throw refused;
    } finally {
      qmp.close();
    }
  });
  const [result] = await Promise.all([emulated, Promise.race([directing, emulated])]);
  return result;
}

async function migrated(qmp: Qmp): Promise<void> {
  for (;;) {
    const answer = await qmp.run('query-migrate');
    const status = (answer as { readonly status?: string }).status;
    if (status === 'completed') return;
    if (status === 'failed') throw new Error(`QEMU saved no state: ${JSON.stringify(answer)}`);
    await setTimeout(20);
  }
}
