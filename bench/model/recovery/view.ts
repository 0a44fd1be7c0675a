import { type ContentId, type Contents, wordsPerLine } from '../fs/contents.ts';
import type { Geometry } from '../fs/geometry.ts';

/** A line that a crash can leave in several versions: where each one's words lie, newest first. */
export interface OpenLine {
  readonly line: number;
  readonly offsets: readonly number[];
}

/**
 * A crash image that recovery and the oracle read, line by line. A line with several possible
 * versions is decided when it is first read, so that images which differ only in lines that nobody
 * reads are one image; `advance` then steps through every combination of what was read.
 *
 * Log replay is an overlay: `redirect` says which line holds the newest committed content of a home
 * line. Writing it home would give the reader the same words.
 */
export class View {
  words: Int32Array;
  /** By home line: the line to read instead of it, itself where nothing was replayed. */
  readonly redirect: Int32Array;
  readonly #contents: Contents;
  readonly #at: Int32Array;
  readonly #open: Uint8Array;
  readonly #identity: Int32Array;
  #eager: readonly OpenLine[] = [];
  #byLine: (OpenLine | undefined)[] = [];
  /** Decisions in the order in which they were made: line, and index into its versions. */
  readonly #decided: number[] = [];
  readonly #choice: number[] = [];

  constructor(geometry: Geometry, contents: Contents) {
    this.#contents = contents;
    this.words = contents.words;
    this.#at = new Int32Array(geometry.lines);
    this.#open = new Uint8Array(geometry.lines);
    this.#identity = Int32Array.from({ length: geometry.lines }, (_, line) => line);
    this.redirect = this.#identity.slice();
  }

  /** Begins a set of images: what is certain of each line, and the lines that are open. */
  load(certain: readonly ContentId[], open: readonly OpenLine[], lazily: boolean): void {
    this.words = this.#contents.words;
    for (let line = 0; line < certain.length; line++) {
      this.#at[line] = (certain[line] ?? 0) * wordsPerLine;
    }
    this.#open.fill(0);
    this.#byLine = [];
    this.#decided.length = 0;
    this.#choice.length = 0;
    for (const each of open) {
      this.#byLine[each.line] = each;
      this.#open[each.line] = 1;
    }
    this.#eager = lazily ? [] : open;
    this.#decideEagerly();
    this.redirect.set(this.#identity);
  }

  /** Offset of the line's first word in `words`, after replay. */
  locate(line: number): number {
    const at = this.redirect[line] ?? line;
    if (this.#open[at] !== 0) this.#decide(at);
    return this.#at[at] ?? 0;
  }

  /** Goes to the next image that differs in a line that was read; false after the last. */
  advance(): boolean {
    this.redirect.set(this.#identity);
    for (let top = this.#decided.length - 1; top >= 0; top--) {
      const line = this.#decided[top] ?? 0;
      const offsets = this.#byLine[line]?.offsets ?? [];
      const next = (this.#choice[top] ?? 0) + 1;
      if (next < offsets.length) {
        this.#choice[top] = next;
        this.#at[line] = offsets[next] ?? 0;
        this.#decideEagerly();
        return true;
      }
      this.#open[line] = 1;
      this.#decided.length = top;
      this.#choice.length = top;
    }
    return false;
  }

  /** What was decided: by line, which version persisted, 0 being the newest. */
  decisions(): ReadonlyMap<number, number> {
    return new Map(this.#decided.map((line, i) => [line, this.#choice[i] ?? 0]));
  }

  /** Without the reduction to lines that are read, every open line is decided at once. */
  #decideEagerly(): void {
    for (const { line } of this.#eager) if (this.#open[line] !== 0) this.#decide(line);
  }

  #decide(line: number): void {
    this.#open[line] = 0;
    this.#decided.push(line);
    this.#choice.push(0);
    this.#at[line] = this.#byLine[line]?.offsets[0] ?? 0;
  }
}
