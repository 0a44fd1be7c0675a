import { boot } from '../guest/boot.ts';
import { pmemBase, ramMebibytes } from '../guest/qemu.ts';
import { serialTail } from '../guest/serial.ts';
import type { Subject } from './explore.ts';
import { type Laboratory, regions, script } from './laboratory.ts';
import type { CrashLog } from './log.ts';
import { readPluginLogs } from './plugin-log.ts';
import { type Disk, makeWords } from './record-disk.ts';

/** Sizes of the file systems on persistent memory: room for some huge pages. */
const mebibytes: Readonly<Record<string, number>> = { ext4: 32, xfs: 64 };
/** File systems that map it directly. */
export const crashableInMemory = Object.keys(mebibytes);
const small: Readonly<Record<string, readonly string[]>> = { xfs: ['--unsupported'] };

/**
 * Makes the file system on persistent memory, runs `work` in it, and keeps every store, flush and fence between
 * its marks. Images are recovered by the page cache: what they read is then known by sectors.
 * @param files Further files of the guest.
 * @param promises The text of each promise, from what the guest printed.
 * @param oracle Words of the oracle.
 */
export async function recordMemory(
  laboratory: Laboratory,
  disk: Disk,
  work: string,
  files: Readonly<Record<string, string | Uint8Array>>,
  promises: (serial: string) => readonly string[],
  oracle: readonly string[],
): Promise<Subject> {
  const { qemu, kernel, system, plugin, machines, options } = laboratory;
  const entry = machines.fileSystems.get(disk.fs);
  const size = (mebibytes[disk.fs] ?? 0) << 20;
  if (!entry || size === 0) throw new Error(`no small ${disk.fs} for crashes of memory`);
  const { serial, pluginOutput } = await boot({
    guest: { qemu: qemu.program, data: qemu.data, kernel: kernel.image, regions, counted: true },
    plugin: {
      path: plugin,
      arguments: [
        'mem=MEMORY',
        `at=${ramMebibytes * 2 ** 20}`,
        `lo=${pmemBase * 2 ** 20}`,
        `length=${size}`,
      ],
    },
    sharedMemory: true,
    systemImage: system,
    files: {
      init: script(laboratory, 'init.sh'),
      'jobs/what': 'record-memory',
      'jobs/record-memory.sh': make,
      'jobs/env': `SECTORS=${size / 512} TYPE=${entry.type} OPTIONS=${disk.options || 'rw'}\n`,
      'jobs/make': `${makeWords(entry, disk, '/dev/dm-0', small[disk.fs] ?? [])}\n`,
      'jobs/work': work,
      ...files,
    },
    limitMs: options.limitMs,
    ...(options.signal ? { signal: options.signal } : {}),
  });
  if (/^! -1 refused/m.test(serial))
    throw new Error(`no ${disk.fs} to crash: ${serialTail(serial)}`);
  const [log] = readPluginLogs(pluginOutput ?? Buffer.alloc(0));
  const texts = promises(serial);
  if (!log || promisesIn(log) !== texts.length)
    throw new Error(
      `${log ? promisesIn(log) : 'no'} promises were recorded, and ${texts.length} made: ${serialTail(serial)}`,
    );
  return {
    fs: disk.fs,
    size,
    options: withoutDax(disk.options) || 'rw',
    log,
    promises: texts,
    oracle,
  };
}

/**
 * The file system is made through a target of its size, as what comes after it on the device is not recorded. Not a file of
 * `guest/`: what other recordings were made of stays what it was.
 */
const make = `. /jobs/env
dmsetup create lab --noudevsync --table "0 $SECTORS linear /dev/pmem0 0"
. /jobs/make >/tmp/make 2>&1 || { cat /tmp/make; echo "! -1 refused mkfs"; }
dmsetup remove lab --noudevsync
mount -t "$TYPE" -o "$OPTIONS" /dev/pmem0 /mnt/crash || echo "! -1 refused mount"
(cd /mnt/crash && . /jobs/work)
umount /mnt/crash
`;

const promisesIn = ({ events }: CrashLog) => events.filter(({ kind }) => kind === 'promise').length;

const withoutDax = (options: string) =>
  options
    .split(',')
    .filter((word) => !word.startsWith('dax='))
    .join();
