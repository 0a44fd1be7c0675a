import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { boot } from '../guest/boot.ts';
import type { Machines } from '../machine/machines.ts';
import type { Asked, Recover, Subject } from './explore.ts';
import { runsFile } from './image.ts';
import { append, type Laboratory, regions, script } from './laboratory.ts';
import { pageSize } from './log.ts';
import { type Recovered, readReport } from './report.ts';

/** Images in one boot: their files must fit into the guest's memory beside the file systems. */
const perBoot = 4000;
/** Fewer are not worth a boot of their own. */
const worthBoot = 40;

/** Recovers images on a stock kernel, many in one boot, and a boot on each processor at once. */
export function recoverIn(laboratory: Laboratory, subjects: readonly Subject[]): Recover {
  return async (asked) => {
    const guests = Math.min(availableParallelism(), Math.ceil(asked.length / worthBoot));
    const each = Math.min(perBoot, Math.ceil(asked.length / guests));
    const parts: Asked[][] = [];
    for (let at = 0; at < asked.length; at += each) parts.push(asked.slice(at, at + each));
    const found: Recovered[] = [];
    for (let at = 0; at < parts.length; at += guests) {
      const together = parts.slice(at, at + guests);
      const results = together.map((part) => recoverSome(laboratory, subjects, part));
      found.push(...(await Promise.all(results)).flat());
    }
    return found;
  };
}

async function recoverSome(
  laboratory: Laboratory,
  subjects: readonly Subject[],
  asked: readonly Asked[],
): Promise<Recovered[]> {
  const { qemu, kernel, system, crash, options } = laboratory;
  const started = performance.now();
  const { serial } = await boot({
    guest: {
      qemu: qemu.program,
      data: qemu.data,
      kernel: kernel.image,
      regions,
      append,
      counted: false,
    },
    systemImage: system,
    files: {
      init: script(laboratory, 'init.sh'),
      'jobs/what': 'recover',
      'jobs/recover.sh': script(laboratory, 'recover.sh'),
      crash: readFileSync(crash.path),
      ...recoveryFiles(laboratory.machines, subjects, asked),
    },
    limitMs: options.limitMs,
    ...(options.signal ? { signal: options.signal } : {}),
  });
  const seconds = (performance.now() - started) / 1000;
  options.progress?.(
    `crash: ${(asked.length / seconds).toFixed(1)} images a second, boot included`,
  );
  return readReport(serial, asked.length);
}

/** The list that `guest/recover.c` works through, and the files that it names. */
export function recoveryFiles(
  machines: Machines,
  subjects: readonly Subject[],
  asked: readonly Asked[],
): Record<string, string | Uint8Array> {
  const files: Record<string, string | Uint8Array> = {};
  const lines: string[] = [];
  let current: number | undefined;
  for (const [id, { subject, question }] of asked.entries()) {
    if (subject !== current) {
      current = subject;
      Object.assign(files, known(subjects, subject).files);
      const { fs, size, options, log, promises, oracle } = known(subjects, subject);
      const common = subjects.findIndex((other) => other.fs === fs && other.size === size);
      files[`jobs/base-${common}`] ??= runsFile(known(subjects, common).log.base);
      files[`jobs/own-${subject}`] = runsFile(
        differing(log.base, known(subjects, common).log.base),
      );
      files[`jobs/promises-${subject}`] = promises.map((text) => `${text}\n`).join('');
      lines.push(
        `base /dev/dm-0 ${fs} ${size} /jobs/base-${common} /jobs/own-${subject} ${options || 'rw'} /jobs/promises-${subject} ${oracle.join(',')} ${toolOf(machines, fs, 'check')} ${toolOf(machines, fs, 'repair')}`,
      );
    }
    files[`jobs/image-${id}`] = runsFile(question.image);
    lines.push(`image ${id} ${question.promised} /jobs/image-${id}`);
  }
  return { ...files, 'jobs/list': `${lines.join('\n')}\n` };
}

/** Pages of a base that another has not, or has otherwise: recordings of one disk share most of them. */
function differing(
  base: ReadonlyMap<number, Buffer>,
  common: ReadonlyMap<number, Buffer>,
): Map<number, Buffer> {
  const own = new Map<number, Buffer>();
  for (const [at, page] of base)
    if (common.get(at) !== page && !common.get(at)?.equals(page)) own.set(at, page);
  for (const at of common.keys()) if (!base.has(at)) own.set(at, Buffer.alloc(pageSize));
  return own;
}

/** The checker's words for the list, or `-` where the catalogue has none. */
function toolOf({ fileSystems }: Machines, fs: string, what: 'check' | 'repair'): string {
  const words = fileSystems.get(fs)?.[what] ?? [];
  return words.length === 0 ? '-' : words.join(',').replaceAll('{device}', '/dev/dm-0');
}

function known(subjects: readonly Subject[], index: number): Subject {
  const subject = subjects[index];
  if (!subject) throw new Error(`no subject ${index}`);
  return subject;
}
