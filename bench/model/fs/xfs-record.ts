import { type ContentId, type Contents, wordsPerLine } from './contents.ts';
import type { Geometry } from './geometry.ts';
import { mix } from './log-format.ts';

/**
 * The log of XFS: records, each a header sector and data sectors, in a ring of sectors. The first word of every
 * sector carries the number of the cycle in which the ring was written there (`xlog_pack_data`), which is how
 * recovery finds the head; a checksum in the header covers the record (`xlog_cksum`).
 *
 * A sector of 512 B has four lines here, and a word stands for 16 B, its halves for 8 B each, as elsewhere:
 *
 *     header: magic|cycle, version|length   lsn, tail lsn   checksum   what the stamps replaced, 8 bits a sector
 *     data:   cycle, operations             three targets, ten bits each   as many cancelled   –
 *             three lines of content
 *
 * Simplified against `xlog_rec_header`: the checksum fills both halves of its word and can be torn, where `h_crc` (4 B)
 * stays whole. A torn checksum fits no record, as a torn line fits no checksum.
 */
export const sectorLines = 4;
export const linesPerData = sectorLines - 1;
/** Data sectors in one log buffer at most (`h_size`, 32 KiB and more in the kernel). */
export const maxDataSectors = 2;
/**
 * Log buffers that can be under way at once (`XLOG_MAX_ICLOGS`, 8 in the kernel). Recovery takes damage among so many
 * records for torn writes, which is right only in a log that is larger than twice as much, as mkfs sees to.
 */
export const maxBuffers = 2;
export const fewestSectors = 2 * maxBuffers * (1 + maxDataSectors);

const headerMagic = 0xfe;
const version = 2;
const targetBits = 10;
const cycleMask = 0xff;

export const ringSectors = (g: Geometry): number => Math.floor(g.logLines / sectorLines);
export const sectorLine = (g: Geometry, sector: number): number =>
  g.logStart + sector * sectorLines;
/** Positions count sectors since mkfs; the ring is in its first cycle then, and what was never written in none. */
export const cycleOf = (g: Geometry, position: number): number =>
  1 + Math.floor(position / ringSectors(g));

const packLsn = (g: Geometry, position: number): number =>
  ((cycleOf(g, position) & 0x3f) << 10) | (position % ringSectors(g));
const lsnSector = (lsn: number): number => lsn & 0x3ff;
const lsnCycle = (lsn: number): number => (lsn >>> 10) & 0x3f;

/** What a record's header says, as it lies there; nothing of it is certain before the checksum is verified. */
export interface RecordHeader {
  readonly isHeader: boolean;
  readonly cycle: number;
  readonly version: number;
  /** Data sectors. */
  readonly length: number;
  readonly tailSector: number;
  readonly tailCycle: number;
  readonly checksum: number;
}

export const isHeaderWord = (word: number): boolean => word >>> 24 === headerMagic;
/** The cycle that a sector is stamped with (`xlog_get_cycle`). */
export const stampedCycle = (word: number): number => (word >>> 16) & cycleMask;

/** The header in the words at `at`. */
export function headerAt(words: Int32Array, at: number): RecordHeader {
  const first = words[at] ?? 0;
  return {
    isHeader: isHeaderWord(first),
    cycle: stampedCycle(first),
    version: (first >>> 12) & 0xf,
    length: first & 0xfff,
    tailSector: lsnSector((words[at + 1] ?? 0) & 0xffff),
    tailCycle: lsnCycle((words[at + 1] ?? 0) & 0xffff),
    checksum: words[at + 2] ?? 0,
  };
}

/** What is recorded in one data sector. */
export interface Items {
  readonly lines: readonly (readonly [line: number, content: ContentId])[];
  /** First lines of tree blocks that were freed (`XFS_BLF_CANCEL`). */
  readonly cancelled: readonly number[];
  /** Whether the transaction ends here (`XLOG_COMMIT_TRANS`), or the file system was unmounted. */
  readonly ends: 'not' | 'commit' | 'unmount';
}

const endings = ['not', 'commit', 'unmount'] as const;
const packItems = ({ lines, cancelled, ends }: Items): number =>
  (endings.indexOf(ends) << 8) | (lines.length << 4) | cancelled.length;

/** The counts and the ending in a data sector's first word, and where its targets are. */
export function itemsAt(
  words: Int32Array,
  at: number,
): { targets: number[]; cancelled: number[]; ends: Items['ends'] } {
  const first = words[at] ?? 0;
  const numbers = (word: number, count: number) =>
    Array.from({ length: count }, (_, i) => (word >>> (i * targetBits)) & 0x3ff);
  return {
    targets: numbers(words[at + 1] ?? 0, Math.min(linesPerData, (first >>> 4) & 0xf)),
    cancelled: numbers(words[at + 2] ?? 0, Math.min(linesPerData, first & 0xf)),
    ends: endings[(first >>> 8) & 0x3] ?? 'not',
  };
}

/** Cuts a transaction's lines and cancelled blocks into data sectors; the last one commits it. */
export function dataSectors(
  lines: readonly (readonly [number, ContentId])[],
  cancelled: readonly number[],
): Items[] {
  const sectors = Math.max(
    1,
    Math.ceil(lines.length / linesPerData),
    Math.ceil(cancelled.length / linesPerData),
  );
  return Array.from({ length: sectors }, (_, i): Items => {
    const cut = <T>(all: readonly T[]) => all.slice(i * linesPerData, (i + 1) * linesPerData);
    return {
      lines: cut(lines),
      cancelled: cut(cancelled),
      ends: i === sectors - 1 ? 'commit' : 'not',
    };
  });
}

/** The content of each line of a record, by line of the ring. */
export function encodeRecord(
  contents: Contents,
  g: Geometry,
  record: {
    /** Where the header goes. */
    readonly position: number;
    readonly tail: number;
    readonly transaction: number;
    readonly data: readonly Items[];
    /** Whether sectors beyond the end of the ring get the next cycle (`xlog_split_iclog`). */
    readonly restamped: boolean;
    readonly checked: boolean;
  },
): [line: number, content: ContentId][] {
  const { position, tail, transaction, data } = record;
  if (data.length > maxDataSectors) throw new Error(`${data.length} sectors exceed a log buffer`);
  const ring = ringSectors(g);
  const line = (sector: number, i: number) => sectorLine(g, (position + sector) % ring) + i;
  const stamp = (sector: number) =>
    cycleOf(g, record.restamped ? position + sector : position) & cycleMask;
  const sectors = data.map((items, i): number[][] => [
    [
      (stamp(i + 1) << 16) | packItems(items),
      numbersWord(items.lines.map(([target]) => target)),
      numbersWord(items.cancelled),
      0,
    ],
    ...Array.from({ length: linesPerData }, (_, at) =>
      Array.from({ length: wordsPerLine }, (_word, word) =>
        contents.word(items.lines[at]?.[1] ?? 0, word),
      ),
    ),
  ]);
  const header = [
    (headerMagic << 24) | (stamp(0) << 16) | (version << 12) | data.length,
    (packLsn(g, position) << 16) | packLsn(g, tail),
    0,
    data.reduce((saved, _, i) => saved | ((transaction & 0xff) << (8 * i)), 0),
  ];
  const sum = record.checked ? checksum([header, ...sectors.flat()].flat()) : 0;
  const lines = [[header.with(2, sum)], ...sectors];
  return lines.flatMap((each, sector) =>
    Array.from({ length: sectorLines }, (_, i): [number, ContentId] => [
      line(sector, i),
      contents.intern(each[i] ?? []),
    ]),
  );
}

/** A header without a record, stamped with a cycle in which its sector does not count (`xlog_add_record`). */
export function clearedHeader(
  contents: Contents,
  { cycle, sector, tail }: { cycle: number; sector: number; tail: RecordHeader },
): ContentId {
  const lsn = ((cycle & 0x3f) << 10) | sector;
  return contents.intern([
    (headerMagic << 24) | ((cycle & cycleMask) << 16) | (version << 12),
    (lsn << 16) | (tail.tailCycle << 10) | tail.tailSector,
  ]);
}

const numbersWord = (numbers: readonly number[]): number =>
  numbers.reduce((word, each, i) => word | (each << (i * targetBits)), 0);

/** Over the header's words with the checksum taken for zero, then over all data. */
const checksum = (words: readonly number[]): number => words.reduce(mix, 0);
