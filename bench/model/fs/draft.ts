import type { Bug } from './bug.ts';
import { type ContentId, type Contents, wordsPerLine } from './contents.ts';
import { blockLine, type Geometry } from './geometry.ts';

/**
 * A transaction being built on the buffer cache: reads see its own writes, nothing else sees them
 * until the caller takes `buffers` (`xfs_trans_commit`, `jbd2_journal_stop`).
 */
export class Draft {
  readonly geometry: Geometry;
  readonly contents: Contents;
  readonly buffers: ContentId[];
  readonly changed = new Set<number>();
  readonly allocated = new Set<number>();
  /** Blocks whose last reference went: reusable only once this transaction is durable. */
  readonly freed = new Set<number>();
  /** A planted bug that the tree code heeds. */
  readonly bug: Bug | null;
  readonly #busy: ReadonlySet<number>;

  constructor(
    geometry: Geometry,
    contents: Contents,
    buffers: readonly ContentId[],
    busy: ReadonlySet<number>,
    bug: Bug | null = null,
  ) {
    this.geometry = geometry;
    this.contents = contents;
    this.buffers = [...buffers];
    this.#busy = busy;
    this.bug = bug;
  }

  word(line: number, index: number): number {
    return this.contents.word(this.buffers[line] ?? 0, index);
  }

  write(line: number, words: readonly number[]): void {
    const id = this.contents.intern(words);
    if (this.buffers[line] === id) return;
    this.buffers[line] = id;
    this.changed.add(line);
  }

  setWord(line: number, index: number, value: number): void {
    const words = Array.from({ length: wordsPerLine }, (_, i) =>
      i === index ? value : this.word(line, i),
    );
    this.write(line, words);
  }

  /** How many owners the block has: a reference count as under reflink, 0 where free. */
  references(block: number): number {
    const { line, word, shift } = this.#slot(block);
    return (this.word(line, word) >>> shift) & 0xf;
  }

  /**
   * The lowest free block that no uncommitted transaction freed (`xfs_extent_busy_trim`: reuse
   * before the freeing commits would let recovery find the old owner pointing at new content).
   */
  allocate(): number {
    for (let block = 0; block < this.geometry.blocks; block++) {
      if (this.references(block) > 0 || this.#busy.has(block) || this.freed.has(block)) continue;
      this.#setReferences(block, 1);
      this.allocated.add(block);
      return block;
    }
    throw new Error(`no free block among ${this.geometry.blocks}`);
  }

  share(block: number): void {
    this.#setReferences(block, this.references(block) + 1);
  }

  release(block: number): void {
    const count = this.references(block);
    if (count === 0) throw new Error(`block ${block} is freed twice`);
    this.#setReferences(block, count - 1);
    if (count === 1) this.freed.add(block);
  }

  /** Home line of a tree block. */
  lineOf(block: number): number {
    return blockLine(this.geometry, block);
  }

  #setReferences(block: number, count: number): void {
    const { line, word, shift } = this.#slot(block);
    const rest = this.word(line, word) & ~(0xf << shift);
    this.setWord(line, word, rest | (count << shift));
  }

  #slot(block: number): { line: number; word: number; shift: number } {
    const perWord = 8; // four bits a block
    const word = Math.floor(block / perWord);
    return {
      line: this.geometry.refStart + Math.floor(word / wordsPerLine),
      word: word % wordsPerLine,
      shift: (block % perWord) * 4,
    };
  }
}
