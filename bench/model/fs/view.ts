import { type ContentId, type Contents, wordsPerLine } from './contents.ts';
import type { Geometry } from './geometry.ts';

/**
 * Lines that a crash leaves in the same one of several versions; mostly a single line, several where
 * blocks cannot tear.
 */
export interface OpenLines {
  readonly lines: readonly number[];
  /** The version that is on media for certain. */
  readonly oldest: number;
  /** By version, newest first, then by line: where the words lie. */
  readonly offsets: readonly (readonly number[])[];
  /** By choice, then by line: which version it is; left out where the choice is the version. */
  readonly versions?: readonly (readonly number[])[];
}

/** A home line and the line of the log that has its content. */
export interface Replayed {
  readonly home: number;
  readonly from: number;
}

/** What recovery writes to a line: where the words lie, the last that it writes first. */
export interface Rewrite {
  readonly line: number;
  readonly offsets: readonly number[];
}

/** In what persisted: how far the first recovery came, 0 where nothing cut it short. */
export const interruption = (lines: number): number => 2 * lines;

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
  /** What recovery would write home, in the order in which it would. */
  readonly replayed: Replayed[] = [];
  readonly #contents: Contents;
  readonly #lines: number;
  /** A second recovery reads what the first wrote: such a line has an index of its own, `line + #lines`. */
  #again = false;
  readonly #rewritten: Uint8Array;
  #forced: ReadonlyMap<number, number> = new Map();
  readonly #at: Int32Array;
  readonly #open: Uint8Array;
  readonly #identity: Int32Array;
  #eager: readonly OpenLines[] = [];
  #lazily = true;
  #byLine: (OpenLines | undefined)[] = [];
  /** Decisions in the order in which they were made: line, and index into its versions. */
  readonly #decided: number[] = [];
  readonly #choice: number[] = [];

  constructor(geometry: Geometry, contents: Contents) {
    this.#contents = contents;
    this.words = contents.words;
    this.#lines = geometry.lines;
    this.#rewritten = new Uint8Array(geometry.lines);
    this.#at = new Int32Array(2 * geometry.lines + 1);
    this.#open = new Uint8Array(2 * geometry.lines + 1);
    this.#identity = Int32Array.from({ length: geometry.lines }, (_, line) => line);
    this.redirect = this.#identity.slice();
  }

  /**
   * Begins a set of images: what is certain of each line, and the lines that are open.
   * @param forced Of what a recovery that was cut short wrote, the version that persisted where it is not the newest.
   */
  load(
    certain: readonly ContentId[],
    open: readonly OpenLines[],
    lazily: boolean,
    forced: ReadonlyMap<number, number> = new Map(),
  ): void {
    this.#forced = forced;
    this.#begin();
    this.words = this.#contents.words;
    for (let line = 0; line < certain.length; line++) {
      this.#at[line] = (certain[line] ?? 0) * wordsPerLine;
    }
    this.#open.fill(0);
    this.#byLine = [];
    this.#decided.length = 0;
    this.#choice.length = 0;
    for (const each of open) {
      for (const line of each.lines) {
        this.#byLine[line] = each;
        this.#open[line] = 1;
      }
    }
    this.#eager = lazily ? [] : open;
    this.#lazily = lazily;
    this.#decideEagerly();
  }

  #begin(): void {
    this.redirect.set(this.#identity);
    this.replayed.length = 0;
    if (this.#again) this.#rewritten.fill(0);
    this.#again = false;
  }

  /** Offset of a line that recovery has read, whatever was replayed over it. */
  offsetOf(line: number): number {
    if (this.#open[line] !== 0) this.#decide(line);
    return this.#at[line] ?? 0;
  }

  /** One of so many ways on, each of them an image of its own; 0 is tried first. */
  choose(ways: number): number {
    const index = interruption(this.#lines);
    if (!this.#decided.includes(index)) {
      this.#byLine[index] = {
        lines: [index],
        oldest: 0,
        offsets: Array.from({ length: ways }, (_, way) => [way]),
      };
      this.#decide(index);
    }
    return this.#at[index] ?? 0;
  }

  /**
   * Begins recovery anew on what the first left: the writes that it fenced are there, of those under way each may
   * be, in any of its versions.
   */
  restart(fenced: readonly Rewrite[], underWay: readonly Rewrite[]): void {
    this.#again = true;
    for (const { line, offsets } of fenced) {
      const index = line + this.#lines;
      this.#rewritten[line] = 1;
      this.#open[index] = 0;
      this.#at[index] = offsets[0] ?? 0;
    }
    for (const { line, offsets } of underWay) {
      const index = line + this.#lines;
      if (this.#decided.includes(index)) {
        this.#rewritten[line] = 1;
        continue;
      }
      const before = this.#rewritten[line] !== 0 ? index : line;
      const old =
        this.#open[before] !== 0
          ? (this.#byLine[before]?.offsets.map(([at]) => at ?? 0) ?? [])
          : [this.#at[before] ?? 0];
      this.#byLine[index] = {
        lines: [index],
        oldest: 0,
        offsets: [...new Set([...offsets, ...old])].map((at) => [at]),
      };
      this.#rewritten[line] = 1;
      this.#open[index] = 1;
    }
    for (let line = 0; line < this.#lines; line++) this.redirect[line] = this.#indexOf(line);
  }

  /** From now on the home line is read where that line is; by itself where it is the same. */
  redirectTo(home: number, line: number): void {
    this.redirect[home] = this.#indexOf(line);
  }

  #indexOf(line: number): number {
    return this.#again && this.#rewritten[line] !== 0 ? line + this.#lines : line;
  }

  /** Offset of the line's first word in `words`, after replay. */
  locate(line: number): number {
    const at = this.redirect[line] ?? line;
    if (this.#open[at] !== 0) this.#decide(at);
    return this.#at[at] ?? 0;
  }

  /** Word `index` of what begins with the line and goes on in those after it, after replay. */
  word(line: number, index: number): number {
    return this.words[this.locate(line + (index >> 2)) + (index & 3)] ?? 0;
  }

  /**
   * The lines will be read as a whole against a checksum, and by nobody else where that fails. So those that are open
   * are decided at once: all of them newest, or one of them older, which comes to the same whichever it is. Where the
   * checksum itself may be that of what they held before, all of them oldest is a case of its own.
   */
  checkedTogether(lines: () => readonly number[], sound: 'newest' | 'newest or oldest'): void {
    if (!this.#lazily || this.#again) return;
    const open = lines().filter((line) => this.#open[line] !== 0);
    const known = open[0] === undefined ? undefined : this.#byLine[open[0]];
    // Decided so before, on another way through the images of this crash.
    if (!known || open.length < 2 || known.versions) return;
    const groups = open.map((line) => this.#byLine[line]);
    if (groups.some((group) => group?.lines.length !== 1 || group.versions)) return;
    const offsets = groups.map((group) => (group?.offsets ?? []).map(([at]) => at ?? 0));
    const newest = offsets.map(() => 0);
    // A line may have been written with the same content twice, which would tear nothing.
    const differs = (one: number, at: number) => one !== offsets[at]?.[0];
    const torn = offsets.findIndex((versions, at) => versions.some((one) => differs(one, at)));
    if (torn < 0) return;
    const older = offsets[torn]?.findLastIndex((one) => differs(one, torn)) ?? 0;
    const oldest = groups.map((group) => group?.oldest ?? 0);
    const versions = [newest, newest.with(torn, older), ...(sound === 'newest' ? [] : [oldest])];
    const together: OpenLines = {
      lines: open,
      oldest: 0,
      offsets: versions.map((choice) => choice.map((version, at) => offsets[at]?.[version] ?? 0)),
      versions,
    };
    for (const line of open) this.#byLine[line] = together;
  }

  /** Goes to the next image that differs in a line that was read; false after the last. */
  advance(): boolean {
    this.#begin();
    for (let top = this.#decided.length - 1; top >= 0; top--) {
      const line = this.#decided[top] ?? 0;
      const next = (this.#choice[top] ?? 0) + 1;
      if (next < (this.#byLine[line]?.offsets.length ?? 0)) {
        this.#choice[top] = next;
        this.#choose(line, next, 0);
        this.#decideEagerly();
        return true;
      }
      this.#choose(line, 0, 1);
      this.#decided.length = top;
      this.#choice.length = top;
    }
    return false;
  }

  /** What was decided: by line, which version persisted, 0 being the newest. */
  decisions(): ReadonlyMap<number, number> {
    return new Map(
      this.#decided.flatMap((line, i) => {
        const each = this.#byLine[line];
        const choice = this.#choice[i] ?? 0;
        return (each?.lines ?? []).map(
          (member, at) => [member, each?.versions?.[choice]?.[at] ?? choice] as const,
        );
      }),
    );
  }

  /** Without the reduction to lines that are read, every open line is decided at once. */
  #decideEagerly(): void {
    for (const { lines } of this.#eager) {
      const first = lines[0] ?? 0;
      if (this.#open[first] !== 0) this.#decide(first);
    }
  }

  #decide(line: number): void {
    const version = this.#forced.get(line) ?? 0;
    this.#decided.push(line);
    this.#choice.push(version);
    this.#choose(line, version, 0);
  }

  /** Sets the line, and those that persist with it, to a version; `open` 1 leaves them undecided. */
  #choose(line: number, version: number, open: 0 | 1): void {
    const each = this.#byLine[line];
    if (!each) return;
    const offsets = each.offsets[version];
    for (let i = 0; i < each.lines.length; i++) {
      const member = each.lines[i] ?? 0;
      this.#open[member] = open;
      this.#at[member] = offsets?.[i] ?? 0;
    }
  }
}
