import { serialTail } from '../guest/serial.ts';
import { bootTracked, promisesIn, within } from './boot-tracked.ts';
import type { Subject } from './explore.ts';
import type { Laboratory } from './laboratory.ts';
import { type Disk, makeWords } from './record-disk.ts';

/** Sizes of the file systems on persistent memory: room for some huge pages. */
const mebibytes: Readonly<Record<string, number>> = { ext4: 32, xfs: 64 };
/** File systems that map it directly. */
export const crashableInMemory = Object.keys(mebibytes);
const small: Readonly<Record<string, readonly string[]>> = { xfs: ['--unsupported'] };

/** A program to record on persistent memory. */
export interface MemoryJob {
  readonly disk: Disk;
  /** Shell that runs in the file system: what it stores between the marks `arm` and `disarm` is kept. */
  readonly work: string;
  /** Words of the oracle. */
  readonly oracle: readonly string[];
}

/**
 * Runs programs in one boot, each in a fresh file system, and keeps every store, flush and fence. Images are recovered
 * by the page cache: what they read is then known by sectors.
 * @param files Further files of the guest.
 * @param promises The text of each promise, from what the guest printed of a job.
 */
export async function recordMemory(
  laboratory: Laboratory,
  jobs: readonly MemoryJob[],
  files: Readonly<Record<string, string | Uint8Array>>,
  promises: (serial: string) => readonly string[],
): Promise<Subject[]> {
  if (jobs.length === 0) return [];
  const sizes = jobs.map(({ disk }) => (mebibytes[disk.fs] ?? 0) << 20);
  const { serial, logs } = await bootTracked(laboratory, Math.max(...sizes), {
    'jobs/what': 'record-memory',
    'jobs/record-memory.sh': eachJob,
    'jobs/numbers': `${[...jobs.keys()].join(' ')}\n`,
    ...Object.assign({}, ...jobs.map((job, number) => filesOf(laboratory, job, number))),
    ...files,
  });
  if (/^! -1 refused/m.test(serial))
    throw new Error(`a program that cannot be crashed: ${serialTail(serial)}`);
  const said = serial.split(/^# \d+\r?$/m).slice(1);
  return jobs.map(({ disk, oracle }, number) => {
    const [log, texts] = [logs[number], promises(said[number] ?? '')];
    if (logs.length !== jobs.length || !log || promisesIn(log) !== texts.length)
      throw new Error(
        `${logs.length} of ${jobs.length} programs were recorded, of ${number} ${log ? promisesIn(log) : 'no'} promises of ${texts.length}: ${serialTail(serial)}`,
      );
    const size = sizes[number] ?? 0;
    return {
      fs: disk.fs,
      size,
      options: withoutDax(disk.options) || 'rw',
      log: within(log, size),
      promises: texts,
      oracle,
    };
  });
}

function filesOf(
  { machines }: Laboratory,
  { disk, work }: MemoryJob,
  number: number,
): Record<string, string> {
  const entry = machines.fileSystems.get(disk.fs);
  const size = mebibytes[disk.fs];
  if (!entry || !size) throw new Error(`no small ${disk.fs} for crashes of memory`);
  return {
    [`jobs/env-${number}`]: `SECTORS=${size << 11} TYPE=${entry.type} OPTIONS=${disk.options || 'rw'}\n`,
    [`jobs/make-${number}`]: `${makeWords(entry, disk, '/dev/dm-0', small[disk.fs])}\n`,
    [`jobs/work-${number}`]: work,
  };
}

/**
 * The file system is made through a target of its size, as what comes after it on the device is not recorded. Not a file of
 * `guest/`: what other recordings were made of stays what it was.
 */
const eachJob = `for n in $(cat /jobs/numbers); do
	. /jobs/env-$n
	dmsetup create lab --noudevsync --table "0 $SECTORS linear /dev/pmem0 0"
	. /jobs/make-$n >/tmp/make 2>&1 || { cat /tmp/make; echo "! -1 refused mkfs"; }
	dmsetup remove lab --noudevsync
	mount -t "$TYPE" -o "$OPTIONS" /dev/pmem0 /mnt/crash || echo "! -1 refused mount"
	echo "# $n"
	(cd /mnt/crash && . /jobs/work-$n)
	umount /mnt/crash
done
`;

const withoutDax = (options: string) =>
  options
    .split(',')
    .filter((word) => !word.startsWith('dax='))
    .join();
