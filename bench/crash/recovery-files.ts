import type { Machines } from '../machine/machines.ts';
import { pageSize } from '../machine/page.ts';
import type { Asked, Subject } from './explore.ts';
import { runsFile } from './image.ts';
import { Pool } from './pool.ts';

/** The list that `guest/recover.c` works through, and the files that it names. */
export function recoveryFiles(
  machines: Machines,
  subjects: readonly Subject[],
  asked: readonly Asked[],
  device = '/dev/dm-0',
): Record<string, string | Uint8Array> {
  const files: Record<string, string | Uint8Array> = {};
  const lines: string[] = [];
  const pool = new Pool();
  let current: number | undefined;
  for (const [id, { subject, question }] of asked.entries()) {
    const { fs, size, options, log, promises, oracle, files: own } = known(subjects, subject);
    if (subject !== current) {
      current = subject;
      add(files, own);
      const common = subjects.findIndex((other) => other.fs === fs && other.size === size);
      const base = known(subjects, common).log.base;
      files[`jobs/base-${common}`] ??= runsFile(base);
      files[`jobs/own-${subject}`] = runsFile(differing(log.base, base));
      files[`jobs/promises-${subject}`] = promises.map((text) => `${text}\n`).join('');
      lines.push(
        `base ${device} ${fs} ${size} /jobs/base-${common} /jobs/own-${subject} ${options || 'rw'} /jobs/promises-${subject} ${oracle.join(',')} ${repairOf(machines, fs, device)}`,
      );
    }
    lines.push(`image ${id} ${question.promised} ${pool.add(log.base, question.image)}`);
  }
  return {
    ...files,
    'jobs/pages': pool.pages,
    'jobs/images': pool.images,
    'jobs/list': `${lines.join('\n')}\n`,
  };
}

/** One guest recovers images of several subjects: what one brings along must not stand in the place of another's. */
function add(files: Record<string, string | Uint8Array>, own: Subject['files'] = {}): void {
  for (const [name, content] of Object.entries(own)) {
    const there = files[name];
    if (there !== undefined && !Buffer.from(there).equals(Buffer.from(content)))
      throw new Error(`two subjects bring different files ${name}`);
    files[name] = content;
  }
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

/** The words that repair, for the list, or `-` where the catalogue has none. */
function repairOf({ fileSystems }: Machines, fs: string, device: string): string {
  const words = fileSystems.get(fs)?.repair ?? [];
  return words.length === 0 ? '-' : words.join(',').replaceAll('{device}', device);
}

export function known(subjects: readonly Subject[], index: number): Subject {
  const subject = subjects[index];
  if (!subject) throw new Error(`no subject ${index}`);
  return subject;
}
