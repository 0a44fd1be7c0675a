/**
 * Extent records and tree headers packed into words, as XFS packs a bmbt record into 128 bits
 * (`xfs_bmbt_disk_set_all`): low to high 8 bits length, 8 bits block, 8 bits file offset, then flags.
 * In an interior node the same word is a key (file offset) and a child block, with length zero.
 */
export interface Extent {
  /** First block of the file that it maps. */
  readonly offset: number;
  /** First block on the device. */
  readonly block: number;
  readonly length: number;
  /** Allocated but never written: reads as zeros (`XFS_EXT_UNWRITTEN`, `ext4_ext_is_unwritten`). */
  readonly unwritten: boolean;
  /** The per-block "no fsync needed" flag that was proposed and never built. */
  readonly noSync: boolean;
}

const unwrittenBit = 1 << 24;
const noSyncBit = 1 << 25;
const validBit = 1 << 26;

export function packExtent({ offset, block, length, unwritten, noSync }: Extent): number {
  const flags = validBit | (unwritten ? unwrittenBit : 0) | (noSync ? noSyncBit : 0);
  return flags | (offset << 16) | (block << 8) | length;
}

export const packPointer = (key: number, child: number): number =>
  validBit | (key << 16) | (child << 8);

export const isRecord = (word: number): boolean => (word & validBit) !== 0;
export const recordOffset = (word: number): number => (word >>> 16) & 0xff;
export const recordBlock = (word: number): number => (word >>> 8) & 0xff;
export const recordLength = (word: number): number => word & 0xff;
export const isUnwritten = (word: number): boolean => (word & unwrittenBit) !== 0;

export function unpackExtent(word: number): Extent {
  return {
    offset: recordOffset(word),
    block: recordBlock(word),
    length: recordLength(word),
    unwritten: isUnwritten(word),
    noSync: (word & noSyncBit) !== 0,
  };
}

/** First word of a tree block or of an inode: what it is, whose, its level and record count. */
export const nodeMagic = 0x3e;
export const inodeMagic = 0x49;
/** Word of an inode's first line: 1 where it is on the list of those that recovery evicts. */
export const orphanWord = 2;
export const packHeader = (magic: number, owner: number, level: number, count: number): number =>
  (magic << 24) | (owner << 16) | (level << 8) | count;
export const headerMagic = (word: number): number => word >>> 24;
export const headerOwner = (word: number): number => (word >>> 16) & 0xff;
export const headerLevel = (word: number): number => (word >>> 8) & 0xff;
export const headerCount = (word: number): number => word & 0xff;

/**
 * First word of a data line: a value that one store of one program wrote; zero is a zeroed line. It lies in half a
 * word, since a store of 8 B does not tear.
 */
const dataMagic = 0x5a;
export const packData = (value: number): number => (value === 0 ? 0 : (dataMagic << 8) | value);
/** The value, or -1 where the line holds something that no program stored. */
export function dataValue(word: number): number {
  if (word === 0) return 0;
  return word >>> 8 === dataMagic && (word & 0xff) < 31 ? word & 0xff : -1;
}
