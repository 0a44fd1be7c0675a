import { readFileSync } from 'node:fs';
import type { FileSystemEntry } from '../../data/schema/machine.ts';
import { makeCommand } from '../guest/init-program.ts';
import { serialTail } from '../guest/serial.ts';
import { mkfsWords } from '../machine/options-problem.ts';
import { bootDisk } from './boot-disk.ts';
import { bootLogged } from './boot-logged.ts';
import type { Subject } from './explore.ts';
import { issuedIn, listRequests, printRequests } from './forced.ts';
import { type Laboratory, script } from './laboratory.ts';
import { recordingsIn } from './split-log.ts';

/** A file system on a disk, small enough that thousands of its images can be recovered. */
export interface Disk {
  readonly fs: string;
  /** Mount options; empty for the defaults. */
  readonly options: string;
  /** Variants of the catalogue, joined by commas; empty for none. */
  readonly mkfs: string;
  /** By the catalogue, where QEMU logs it. */
  readonly device?: string;
}

/** Sizes of the file systems on a disk. */
const mebibytes: Readonly<Record<string, number>> = { ext4: 16, xfs: 32, btrfs: 128 };
/** File systems that can be made small enough. */
export const crashable = Object.keys(mebibytes);
const small: Readonly<Record<string, readonly string[]>> = {
  xfs: ['--unsupported', '-d', 'agcount=2'],
};
const uuid = '11111111-1111-1111-1111-111111111111';

/**
 * Who logs the disk. `qemu`: its block driver blklogwrites under a disk of the catalogue. `dm-log-writes`: the kernel's
 * own target over memory. Both in a boot that counts instructions, so that the same work gives the same log to the byte.
 */
export type Recorder = 'qemu' | 'dm-log-writes';

export interface Recording {
  /** By the id of its `begin` note. */
  readonly id: number;
  readonly subject: Subject;
}

/**
 * Makes the file system on a disk, runs `work` in it, and cuts what was logged into recordings.
 * @param files Further files of the guest.
 * @param oracle Words of the oracle of a recording.
 */
export async function recordDisk(
  laboratory: Laboratory,
  disk: Disk,
  work: string,
  files: Readonly<Record<string, string | Uint8Array>>,
  oracle: (id: number) => readonly string[],
  recorder: Recorder = 'dm-log-writes',
): Promise<{ readonly recordings: Recording[]; readonly serial: string }> {
  const entry = laboratory.machines.fileSystems.get(disk.fs);
  const size = (mebibytes[disk.fs] ?? 0) << 20;
  if (!entry || size === 0) throw new Error(`no small ${disk.fs} for crashes`);
  const options = disk.options || 'rw';
  const machine = laboratory.machines.devices.get(disk.device ?? 'virtio-blk');
  if (!machine) throw new Error(`no device ${disk.device}`);
  const [device, node] =
    recorder === 'qemu' ? [machine.node, '/dev/dm-0'] : ['/dev/dm-0', '/dev/dm-1'];
  const untorn = recorder === 'qemu' ? machine.untorn : 0;
  const listed = recorder === 'qemu' && machine.forced === 'listed';
  const all = {
    init: script(laboratory, 'init.sh'),
    'jobs/what': 'record-disk',
    'jobs/record-disk.sh': script(laboratory, 'record-disk.sh'),
    'jobs/notes': `${device} ${size}\n`,
    'jobs/env': `DISK=${device} NODE=${node} SECTORS=${size / 512} TYPE=${entry.type} OPTIONS=${options}\n`,
    'jobs/make': `${listed ? listRequests : ''}${makeWords(entry, disk, node, small[disk.fs])}
`,
    'jobs/work': listed ? work + printRequests : work,
    crash: readFileSync(laboratory.crash.path),
    ...files,
  };
  const { serial, log } =
    recorder === 'qemu'
      ? await bootDisk(laboratory, all, size + (1 << 20), machine)
      : await bootLogged(laboratory, all);
  if (/^! -1 refused/m.test(serial))
    throw new Error(`no ${disk.fs} to crash: ${serialTail(serial)}`);
  const issued = listed ? issuedIn(serial) : [];
  const recordings = recordingsIn(log, size, issued).map(({ id, base, events, promises }) => ({
    id,
    subject: {
      fs: disk.fs,
      size,
      options,
      log: { base, events, untorn },
      promises,
      oracle: oracle(id),
      ...(listed ? { atomicRequests: issued.filter(({ atomic }) => atomic).length } : {}),
    },
  }));
  return { recordings, serial };
}

/** The command that makes a file system, the small ones of `smaller` with these words. */
export const makeWords = (
  entry: FileSystemEntry,
  { mkfs }: Disk,
  node: string,
  smaller: readonly string[] = [],
): string =>
  makeCommand(entry, [...smaller, ...(mkfsWords(mkfs || undefined, entry) ?? [])], uuid, node);
