import type { DeviceEntry } from '../../data/schema/machine.ts';
import { diskOver } from './disk-file.ts';
import { execute } from './execute.ts';

/** Ordinary memory, all of it below 4 GiB. */
export const ramMebibytes = 1024;
export const pmemBase = 4 * 1024; // MiB

export interface Guest {
  /** Emulated persistent memory, MiB each: `/dev/pmemN` in this order, contiguous from 4 GiB up. */
  readonly regions: readonly number[];
  readonly qemu: string;
  readonly kernel: string;
  readonly initrd: string;
  /** File that receives the serial line. */
  readonly serial: string;
  /** Deterministic: one instruction is one nanosecond of the guest's time. */
  readonly counted: boolean;
  /** Nanoseconds an instruction where it is counted, as the power of two; 0 unless told. */
  readonly shift?: number;
  /** A QEMU plugin that holds the processor while other threads of QEMU complete requests. */
  readonly quiesce?: string;
  /** Features of the processor that the guest is not to see. */
  readonly without?: readonly string[];
  /** More than one run on threads of the host, in real time whatever `counted` says. */
  readonly processors?: number;
  /** A device of the catalogue that QEMU has to be told of, and the empty file behind it. */
  readonly device?: DeviceEntry;
  readonly deviceFile?: string;
  readonly plugin?: string;
  readonly append?: string;
  /** Where a QEMU that is not installed finds its firmware. */
  readonly data?: readonly string[];
  /** A file that is the guest's memory, to look at persistent memory from outside. */
  readonly memoryFile?: string;
}

/** All memory: the file behind it has this size, and persistent memory starts at `ramMebibytes` in it. */
export const memoryMebibytes = (regions: Guest['regions']): number =>
  ramMebibytes + regions.reduce((sum, mebibytes) => sum + mebibytes, 0);

/**
 * The command line. Every flag that touches time or randomness is there because results were seen to
 * differ without it: `-rtc`, `-seed`, the random instructions, and the scheduling of virtual time.
 */
export function qemuArguments(guest: Guest): string[] {
  const total = memoryMebibytes(guest.regions);
  const { processors = 1, shift = 0 } = guest;
  const together = processors > 1;
  let at = pmemBase;
  const reserve = guest.regions.map((mebibytes) => {
    const argument = `memmap=${mebibytes}M!${at}M`;
    at += mebibytes;
    return argument;
  });
  const quiet = 'console=ttyS0 quiet panic=-1 oops=panic nokaslr random.trust_cpu=off';
  // Boot time only: self-tests of ciphers, and loops that wait for one timer to calibrate another.
  const fast = 'cryptomgr.notests nolapic_timer tsc_early_khz=1000000 apparmor=0 audit=0';
  const hidden = ['rdrand', 'rdseed', 'la57', ...(guest.without ?? [])];
  const backend = guest.memoryFile
    ? ['-object', `memory-backend-file,id=ram,size=${total}M,mem-path=${guest.memoryFile},share=on`]
    : [];
  return [
    ...(guest.data ?? []).flatMap((folder) => ['-L', folder]),
    '-machine',
    [`q35,max-ram-below-4g=${ramMebibytes}M`, ...machineOptions(guest)].join(','),
    ...backend,
    ...['-m', guest.device?.plugged ? `${total}M,slots=2,maxmem=${2 * total}M` : `${total}M`],
    ...['-smp', String(processors)],
    ...['-cpu', ['max', ...hidden].join(',-')],
    ...['-accel', `tcg,thread=${together ? 'multi' : 'single'}`],
    ...(guest.counted && !together ? ['-icount', `shift=${shift},sleep=off`] : []),
    ...['-seed', '1', '-rtc', 'base=2024-01-01T00:00:00,clock=vm'],
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot'],
    // To a file, never a pipe: how fast a reader empties a pipe would show in the guest's polling.
    ...['-serial', `file:${guest.serial}`],
    ...(guest.plugin ? ['-plugin', guest.plugin] : []),
    ...(guest.quiesce ? ['-plugin', guest.quiesce] : []),
    ...deviceWords(guest),
    ...['-kernel', guest.kernel, '-initrd', guest.initrd],
    ...['-append', [quiet, fast, ...reserve, guest.append ?? ''].join(' ').trim()],
  ];
}

const machineOptions = ({ memoryFile, device }: Guest): string[] => [
  ...(memoryFile ? ['memory-backend=ram'] : []),
  ...(device?.machine ? [device.machine] : []),
];

const deviceWords = ({ device, deviceFile }: Guest): string[] =>
  (device?.qemu ?? []).map((word) =>
    word
      .replaceAll('{file}', deviceFile ?? '')
      .replaceAll('{disk}', diskOver(deviceFile ?? ''))
      .replaceAll('{mebibytes}', String(device?.mebibytes ?? 0)),
  );

/** First line of `qemu-system-x86_64 --version`; throws the Fault `lacking` if there is none. */
export async function qemuVersion(qemu: string): Promise<string> {
  return (await execute(qemu, ['--version'])).stdout.split('\n')[0] ?? '';
}
