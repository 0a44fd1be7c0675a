import { wordsPerLine } from './contents.ts';
import { blockLine, type Geometry, inodeLine } from './geometry.ts';
import {
  headerCount,
  headerLevel,
  headerMagic,
  headerOwner,
  inodeMagic,
  isRecord,
  isUnwritten,
  nodeMagic,
  orphanWord,
  recordBlock,
  recordLength,
  recordOffset,
} from './record.ts';
import type { View } from './view.ts';

/** What a reader sees of a file system, data apart. */
export interface Visible {
  readonly map: ArrayLike<number>;
  readonly sizes: ArrayLike<number>;
  readonly names: ArrayLike<number>;
  /** By file: 1 where the mount will evict it, so that nobody reads it. */
  readonly orphans: ArrayLike<number>;
}

/** Equal for equal metadata. */
export function visibleHash({ map, sizes, names, orphans }: Visible): number {
  const fileBlocks = map.length / sizes.length;
  let hash = 7;
  for (let i = 0; i < map.length; i++) {
    const block = orphans[Math.floor(i / fileBlocks)] === 1 ? 0 : (map[i] ?? 0);
    hash = (Math.imul(hash, 31) + block) | 0;
  }
  for (let i = 0; i < sizes.length; i++) hash = (Math.imul(hash, 31) + (sizes[i] ?? 0)) | 0;
  for (let i = 0; i < names.length; i++) hash = (Math.imul(hash, 31) + (names[i] ?? 0)) | 0;
  return hash;
}

/** Deeper than any tree of 255 blocks can be, so that a cycle ends. */
const maxLevel = 8;

/**
 * The block maps that a reader of the image finds, walked from the inodes down. Reused between
 * images: everything is typed arrays, nothing is allocated per image.
 */
export class Walk {
  /** By cell: 0 for a hole, else block + 1, negative where unwritten. */
  readonly map: Int32Array;
  /** By file: size in blocks; -1 where the inode is no inode. */
  readonly sizes: Int32Array;
  /** By entry of the directory: file + 1, or 0 where free. */
  readonly names = new Int32Array(wordsPerLine);
  /** By file: 1 where it is on the list that a mount walks (`ext4_orphan_cleanup`, `xlog_recover_process_iunlinks`). */
  readonly orphans: Uint8Array;
  wellFormed = true;
  /** Whether some block counts as used more often than files that have a name, or that recovery evicts, use it. */
  leaks = false;
  /** Of sizes, maps and directory; equal for equal metadata. */
  hash = 0;
  readonly #g: Geometry;
  readonly #audited: boolean;
  readonly #claims: Uint8Array;
  #next = 0;

  /** @param audited Whether `leaks` is found, which reads every reference count. */
  constructor(geometry: Geometry, audited = false) {
    this.#g = geometry;
    this.#audited = audited;
    this.map = new Int32Array(geometry.files * geometry.fileBlocks);
    this.sizes = new Int32Array(geometry.files);
    this.orphans = new Uint8Array(geometry.files);
    this.#claims = new Uint8Array(256);
  }

  run(view: View): void {
    this.wellFormed = true;
    this.map.fill(0);
    this.orphans.fill(0);
    this.#claims.fill(0);
    for (let file = 0; file < this.#g.files; file++) this.#file(view, file);
    this.#checkReferences(view);
    const dir = view.locate(this.#g.dirLine);
    for (let i = 0; i < wordsPerLine; i++) this.names[i] = view.words[dir + i] ?? 0;
    if (this.#audited) this.#audit(view);
    this.hash = visibleHash(this);
  }

  #file(view: View, file: number): void {
    const line = inodeLine(this.#g, file);
    const at = view.locate(line);
    const header = view.words[at] ?? 0;
    if (headerMagic(header) !== inodeMagic) {
      this.sizes[file] = -1;
      this.wellFormed = false;
      return;
    }
    this.sizes[file] = view.words[at + 1] ?? 0;
    this.orphans[file] = view.words[at + orphanWord] === 1 ? 1 : 0;
    if (headerCount(header) > this.#g.rootFanout) this.wellFormed = false;
    this.#next = 0;
    this.#node(view, file, line, headerLevel(header), headerCount(header), 256);
  }

  /** Visits one node; its keys must lie in `[#next, end)`. */
  #node(view: View, file: number, line: number, level: number, count: number, end: number): void {
    if (level > maxLevel || count > this.#g.fanout) {
      this.wellFormed = false;
      return;
    }
    for (let i = 0; i < count; i++) {
      const record = view.word(line + 1, i);
      if (!isRecord(record)) {
        this.wellFormed = false;
        continue;
      }
      if (level === 0) {
        this.#extent(file, record, end);
        continue;
      }
      const key = recordOffset(record);
      if (key < this.#next || key >= end) this.wellFormed = false;
      // A reader that looks for a key below the next pointer's comes here, and nowhere else.
      const after = i + 1 < count ? view.word(line + 1, i + 1) : 0;
      this.#next = key;
      const until = after === 0 ? end : recordOffset(after);
      this.#child(view, file, recordBlock(record), level - 1, until);
    }
  }

  #child(view: View, file: number, block: number, level: number, end: number): void {
    this.#claim(block);
    if (block >= this.#g.blocks) return;
    const line = blockLine(this.#g, block);
    const at = view.locate(line);
    const header = view.words[at] ?? 0;
    const sound =
      headerMagic(header) === nodeMagic &&
      headerOwner(header) === file &&
      headerLevel(header) === level &&
      view.words[at + 1] === block;
    // A verifier (xfs_bmbt_verify, ext4_extent_block_csum_verify) refuses the block: all below is lost.
    if (!sound) this.wellFormed = false;
    else this.#node(view, file, line, level, headerCount(header), end);
  }

  #extent(file: number, record: number, end: number): void {
    const offset = recordOffset(record);
    const length = recordLength(record);
    if (offset < this.#next || offset + length > end || length === 0) this.wellFormed = false;
    for (let i = 0; i < length; i++) {
      const block = recordBlock(record) + i;
      this.#claim(block);
      const cell = offset + i;
      // Beyond the end of the file, and where a lookup goes elsewhere, a mapping is not readable.
      if (cell >= (this.sizes[file] ?? 0) || cell >= end || cell < this.#next) continue;
      this.map[file * this.#g.fileBlocks + cell] = isUnwritten(record) ? -block - 1 : block + 1;
    }
    this.#next = Math.max(this.#next, offset + length);
  }

  #claim(block: number): void {
    if (block >= this.#g.blocks) this.wellFormed = false;
    else this.#claims[block] = (this.#claims[block] ?? 0) + 1;
  }

  /** Counts the owners again, without the files that nobody finds. */
  #audit(view: View): void {
    this.#claims.fill(0);
    for (let file = 0; file < this.#g.files; file++) {
      if (this.names.includes(file + 1) || this.orphans[file] === 1) this.#file(view, file);
    }
    this.leaks = false;
    for (let block = 0; block < this.#g.blocks; block++) {
      if (this.#references(view, block) > (this.#claims[block] ?? 0)) this.leaks = true;
    }
  }

  /** A block with more owners than references would be given out or freed under one of them. */
  #checkReferences(view: View): void {
    for (let block = 0; block < this.#g.blocks; block++) {
      const claims = this.#claims[block] ?? 0;
      if (claims === 0) continue;
      if (claims > this.#references(view, block)) this.wellFormed = false;
    }
  }

  #references(view: View, block: number): number {
    return (view.word(this.#g.refStart, block >> 3) >>> ((block & 7) * 4)) & 0xf;
  }
}
