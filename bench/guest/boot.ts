import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeDisk } from './disk-file.ts';
import { emulate } from './emulate.ts';
import { runImage } from './initramfs.ts';
import { emptyFile, regionOf } from './memory-file.ts';
import { memoryFolder } from './memory-folder.ts';
import { type Guest, memoryMebibytes } from './qemu.ts';

export interface Boot {
  readonly guest: Omit<Guest, 'initrd' | 'plugin' | 'serial' | 'deviceFile'>;
  /** A QEMU plugin that takes `out=FILE`, and with `memory` also `mem=FILE`. */
  readonly plugin?: { readonly path: string; readonly arguments?: readonly string[] };
  /** Whether the guest's memory is a file that the plugin reads. */
  readonly sharedMemory?: boolean;
  /** A region of persistent memory whose content is wanted at the end. */
  readonly take?: number;
  readonly systemImage: string;
  /** Files that this run adds to the initramfs, by path. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly limitMs: number;
  readonly signal?: AbortSignal;
}

export interface Booted {
  /** All that the guest wrote to the serial line. */
  readonly serial: string;
  /** What the plugin wrote to its file; null without one. */
  readonly pluginOutput: Buffer | null;
  /** What the region `take` held at the end; empty without one. */
  readonly region: Buffer;
}

/**
 * Boots the guest once, to its end.
 * @throws Fault `checkFailed` if it hangs, floods the line or ends in an error, with the serial tail.
 */
export async function boot(run: Boot): Promise<Booted> {
  const inMemory = run.sharedMemory || run.take !== undefined;
  const folder = inMemory
    ? memoryFolder('guest', memoryMebibytes(run.guest.regions) * 2 ** 20)
    : mkdtempSync(join(tmpdir(), 'warrant-guest-'));
  try {
    const initrd = join(folder, 'initrd');
    writeFileSync(initrd, Buffer.concat([readFileSync(run.systemImage), runImage(run.files)]));
    const out = join(folder, 'plugin');
    const memoryFile = join(folder, 'memory');
    const shared = inMemory ? { memoryFile } : {};
    // QEMU loads plugins before it makes the machine, so the file must be there first.
    if (inMemory) emptyFile(memoryFile, memoryMebibytes(run.guest.regions));
    const plugin = run.plugin ? { plugin: pluginArgument(run.plugin, out, memoryFile) } : {};
    const line = join(folder, 'serial');
    const deviceFile = join(folder, 'device');
    if (run.guest.device) {
      emptyFile(deviceFile, run.guest.device.mebibytes);
      describeDisk(deviceFile, run.guest.device.mebibytes);
    }
    const serial = await emulate(
      { ...run.guest, initrd, ...plugin, ...shared, serial: line, deviceFile },
      [],
      run,
    );
    const { regions } = run.guest;
    return {
      serial,
      pluginOutput: run.plugin ? readFileSync(out) : null,
      region: run.take === undefined ? Buffer.alloc(0) : regionOf(memoryFile, regions, run.take),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function pluginArgument(plugin: NonNullable<Boot['plugin']>, out: string, memory: string): string {
  return [
    plugin.path,
    `out=${out}`,
    ...(plugin.arguments ?? []).map((word) => word.replace('MEMORY', memory)),
  ].join(',');
}
