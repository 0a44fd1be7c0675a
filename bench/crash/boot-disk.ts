import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../../data/schema/fault.ts';
import type { DeviceEntry } from '../../data/schema/machine.ts';
import { describeDisk, diskOver } from '../guest/disk-file.ts';
import { execute } from '../guest/execute.ts';
import { runImage } from '../guest/initramfs.ts';
import { compilePlugin } from '../guest/plugin.ts';
import { qemuArguments } from '../guest/qemu.ts';
import { serialTail } from '../guest/serial.ts';
import { type Laboratory, quick, regions } from './laboratory.ts';

/** More than any honest recording writes, MiB. */
const maximumLog = 2048;

/**
 * Boots a guest with a disk whose every write and flush QEMU logs (its block driver blklogwrites). It counts
 * instructions and waits for each request, so that the same work gives the same log to the byte.
 * @throws Fault `checkFailed` if it hangs or ends in an error, with the serial tail.
 */
export async function bootDisk(
  { qemu, kernel, system, options }: Laboratory,
  files: Readonly<Record<string, string | Uint8Array>>,
  diskBytes: number,
  device: DeviceEntry,
): Promise<{ readonly serial: string; readonly log: Buffer }> {
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
      qemu: qemu.program,
      data: qemu.data,
      kernel: kernel.image,
      regions,
      ...quick,
      shift: 4,
      quiesce: await compilePlugin(options.cache, options.root, 'quiesce', 4),
      initrd,
      serial,
    };
    const { code, stderr, killed } = await execute(
      qemu.program,
      [...qemuArguments(guest), ...diskArguments(disk, log, device)],
      {
        limitMs: options.limitMs,
        ...(options.signal ? { signal: options.signal } : {}),
        hopeless: () => statSync(log).size > maximumLog * 2 ** 20,
      },
    );
    const said = existsSync(serial) ? readFileSync(serial, 'latin1') : '';
    const transcript = process.env['WARRANT_GUEST_TRANSCRIPT'];
    if (transcript) appendFileSync(transcript, said);
    const whole = said.includes('reboot: Power down');
    if (killed || code !== 0 || !whole) {
      throw new Fault(
        'checkFailed',
        `the recording guest ${killed ? 'was ended' : `ended with ${code}: ${stderr.trim()}`}; its last lines: ${serialTail(said)}`,
        'run it again on a machine less busy; if it repeats, report it with these lines',
      );
    }
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
