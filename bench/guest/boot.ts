import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../../data/schema/fault.ts';
import { execute } from './execute.ts';
import { runImage } from './initramfs.ts';
import { memoryFolder } from './memory-folder.ts';
import { type Guest, memoryMebibytes, qemuArguments, ramMebibytes } from './qemu.ts';
import { serialTail } from './serial.ts';

/** Honest serial output of the largest experiment is under 2 MB; more is a guest gone wild. */
const maximumOutput = 32 << 20;

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
  /** Of the emulator, to the second. */
  readonly processorMs: number;
}

/**
 * Boots the guest once, to its end.
 * @throws Fault `checkFailed` if it hangs, floods the line or ends in an error, with the serial tail.
 */
export async function boot(run: Boot): Promise<Booted> {
  const inMemory = run.sharedMemory || run.take !== undefined;
  const place = inMemory ? memoryFolder(memoryMebibytes(run.guest.regions) * 2 ** 20) : tmpdir();
  const folder = mkdtempSync(join(place, 'warrant-guest-'));
  try {
    const initrd = join(folder, 'initrd');
    writeFileSync(initrd, Buffer.concat([readFileSync(run.systemImage), runImage(run.files)]));
    const out = join(folder, 'plugin');
    const memoryFile = join(folder, 'memory');
    const shared = inMemory ? emptyMemory(memoryFile, run.guest.regions) : {};
    const plugin = run.plugin ? { plugin: pluginArgument(run.plugin, out, memoryFile) } : {};
    const line = join(folder, 'serial');
    const deviceFile = join(folder, 'device');
    if (run.guest.device) emptyFile(deviceFile, run.guest.device.mebibytes);
    const { code, stderr, killed, processorMs } = await execute(
      run.guest.qemu,
      qemuArguments({ ...run.guest, initrd, ...plugin, ...shared, serial: line, deviceFile }),
      {
        limitMs: run.limitMs,
        ...(run.signal ? { signal: run.signal } : {}),
        hopeless: () => existsSync(line) && statSync(line).size > maximumOutput,
      },
    );
    const serial = existsSync(line) ? readFileSync(line, 'latin1') : '';
    const transcript = process.env['WARRANT_GUEST_TRANSCRIPT'];
    if (transcript) appendFileSync(transcript, serial);
    if (killed === 'signal') throw new Error('interrupted');
    if (killed || code !== 0) {
      const why = killed
        ? `did not finish within ${run.limitMs / 1000} s and was killed`
        : `ended with ${code}: ${stderr.trim()}`;
      throw new Fault(
        'checkFailed',
        `the guest ${why}; its last lines: ${serialTail(serial)}`,
        'run it again on a machine less busy; if it repeats, report it with these lines',
      );
    }
    return {
      serial,
      pluginOutput: run.plugin ? readFileSync(out) : null,
      region: run.take === undefined ? Buffer.alloc(0) : regionOf(memoryFile, run, run.take),
      processorMs,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function regionOf(memoryFile: string, { guest }: Boot, index: number): Buffer {
  const before = guest.regions.slice(0, index).reduce((sum, mebibytes) => sum + mebibytes, 0);
  const content = Buffer.alloc((guest.regions[index] ?? 0) * 2 ** 20);
  const file = openSync(memoryFile, 'r');
  try {
    readSync(file, content, 0, content.length, (ramMebibytes + before) * 2 ** 20);
  } finally {
    closeSync(file);
  }
  return content;
}

/** QEMU loads plugins before it makes the machine, so the file must be there first. */
function emptyMemory(memoryFile: string, regions: Guest['regions']): { memoryFile: string } {
  emptyFile(memoryFile, memoryMebibytes(regions));
  return { memoryFile };
}

/** Sparse: it takes room as it is written to. */
function emptyFile(file: string, mebibytes: number): void {
  writeFileSync(file, '');
  truncateSync(file, mebibytes * 2 ** 20);
}

function pluginArgument(plugin: NonNullable<Boot['plugin']>, out: string, memory: string): string {
  return [
    plugin.path,
    `out=${out}`,
    ...(plugin.arguments ?? []).map((word) => word.replace('MEMORY', memory)),
  ].join(',');
}
