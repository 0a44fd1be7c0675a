import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeviceEntry } from '../../data/schema/machine.ts';
import { describeDisk, diskOver } from '../guest/disk-file.ts';
import { emulate, unfinished } from '../guest/emulate.ts';
import { runImage } from '../guest/initramfs.ts';
import { compilePlugin } from '../guest/plugin.ts';
import { type Laboratory, machineOf, quick, regions } from './laboratory.ts';

/** More than any honest recording writes, MiB. */
const maximumLog = 2048;

/**
 * Boots a guest with a disk whose every write and flush QEMU logs (its block driver blklogwrites). It counts
 * instructions and waits for each request, so that the same work gives the same log to the byte.
 * @throws Fault `checkFailed` if it hangs or ends in an error, with the serial tail.
 */
export async function bootDisk(
  laboratory: Laboratory,
  files: Readonly<Record<string, string | Uint8Array>>,
  diskBytes: number,
  device: DeviceEntry,
): Promise<{ readonly serial: string; readonly log: Buffer }> {
  const { system, options } = laboratory;
  const folder = mkdtempSync(join(tmpdir(), 'warrant-disk-'));
  const [initrd = '', disk = '', log = '', serial = ''] = ['initrd', 'disk', 'log', 'serial'].map(
    (name) => join(folder, name),
  );
  try {
    writeFileSync(initrd, Buffer.concat([readFileSync(system), runImage(files)]));
    for (const file of [disk, log]) writeFileSync(file, '');
    truncateSync(disk, diskBytes);
    describeDisk(disk, Math.ceil(diskBytes / 2 ** 20));
    describeDisk(log, 2 * maximumLog);
    const guest = {
      ...machineOf(laboratory),
      regions,
      ...quick,
      quiesce: await compilePlugin(options.cache, options.root, 'quiesce', 4),
      initrd,
      serial,
    };
    const said = await emulate(guest, diskArguments(disk, log, device), {
      ...options,
      hopeless: () => statSync(log).size > maximumLog * 2 ** 20,
    });
    if (!said.includes('reboot: Power down')) throw unfinished('was not powered down', said);
    return { serial: said, log: readFileSync(log) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Flushes reach the log and not the host's disk: what they are for is decided afterwards. */
function diskArguments(disk: string, log: string, { recorded }: DeviceEntry): string[] {
  const file = (name: string, path: string) => [
    '-blockdev',
    `driver=vmdk,node-name=${name},cache.no-flush=on,discard=ignore,file.driver=file,file.filename=${diskOver(path)}`,
  ];
  return [
    ...file('disk', disk),
    ...file('log', log),
    ...['-blockdev', 'driver=blklogwrites,node-name=logged,file=disk,log=log'],
    ...recorded,
  ];
}
