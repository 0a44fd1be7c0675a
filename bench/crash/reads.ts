import { pageSize } from '../machine/page.ts';
import { sectorsOf } from './checker/checker.ts';
import type { CrashLog } from './log.ts';
import { ended, type Recovered } from './report.ts';
import type { Reads } from './search.ts';

const sectorSize = 512;

/** Where an ext4 journal lies, in bytes; null for other file systems. */
export interface Journal {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds a jbd2 journal by its superblock (magic and block type 4, include/linux/jbd2.h): mkfs lays that of
 * a small file system in one piece.
 */
export function journalOf(log: CrashLog): Journal | null {
  for (const [start, page] of log.base) {
    if (page.readUInt32BE(0) !== 0xc03b3998 || page.readUInt32BE(4) !== 4) continue;
    return { start, end: start + page.readUInt32BE(16) * page.readUInt32BE(12) };
  }
  return null;
}

/**
 * Whether recovery, oracle or checker read any line of a unit before writing it; null for a recovery that did not end
 * or of which the kernel died: nobody knows. In jbd2's log, but for its
 * superblock, recovery's reading is what the kernel itself says it looked at: the rest is read-ahead.
 */
export function reader(found: Recovered, journal: Journal | null): Reads | null {
  if (!ended(found)) return null;
  const inJournal = (at: number) =>
    journal !== null &&
    at * sectorSize >= journal.start + pageSize &&
    at * sectorSize < journal.end;
  const logged = (journal ? found.log : []).map((block) => {
    const first = ((journal?.start ?? 0) + block * pageSize) / sectorSize;
    return [first, pageSize / sectorSize] as const;
  });
  const sectors = new Set([
    ...sectorsOf([...found.read, ...found.ahead]).filter((at) => !inJournal(at)),
    ...sectorsOf([...found.checked, ...logged]),
  ]);
  return ({ options }) =>
    options.some((lines) =>
      [...lines.keys()].some((at) => sectors.has(Math.floor(at / sectorSize))),
    );
}
