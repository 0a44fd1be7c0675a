import { lineSize, pieces } from '../machine/page.ts';
import { baseAt, type CrashEvent, type CrashLog } from './log.ts';

/** Bytes that a power failure leaves whole of what was written past the caches. */
export type Tearing = 8 | 64 | 512 | 4096;

/** One thing that the failure decides: which of its contents some lines of the device have. */
export interface Unit {
  /** Each choice names the content of its lines that differs from what is sure; the first is "not there". */
  readonly options: readonly ReadonlyMap<number, Buffer>[];
}

/** What may be on the device if power fails here. */
export interface CrashPoint {
  /** Position in the log: the failure comes just before this event. */
  readonly event: number;
  /** Promises made so far. */
  readonly promised: number;
  /** Lines that surely differ from the base. */
  readonly settled: ReadonlyMap<number, Buffer>;
  readonly units: readonly Unit[];
  /** Units whose choices were too many to list: the search cannot be complete. */
  readonly truncated: number;
}

/** A line's contents to come, in the order in which x86 persists stores to one line. */
interface Line {
  sure: Buffer;
  readonly versions: { readonly content: Buffer; readonly group: number }[];
  /** How many of the versions the next fence makes sure. */
  flushed: number;
}

/** A cached store belongs to no write that tearing keeps whole. */
const alone = -1;
const maximumOptions = 4096;

/**
 * Every point at which a failure can be told from the points before it: before each fence, each flush that
 * is done at once, each promise (and after it), and at the end. What lies between two points is among the
 * choices of the later one, since each line may keep any prefix of its stores (Raad et al., POPL 2020;
 * non-temporal stores, POPL 2022).
 */
export function crashPoints(log: CrashLog, tearing: Tearing): CrashPoint[] {
  const media = new Media(log, tearing);
  const points: CrashPoint[] = [];
  for (const [index, event] of log.events.entries()) {
    const ends =
      event.kind === 'fence' ||
      event.kind === 'promise' ||
      (event.kind === 'flush' && event.ordered);
    if (ends) points.push(media.crash(index));
    media.apply(event);
  }
  points.push(media.crash(log.events.length));
  return points;
}

class Media {
  readonly #log: CrashLog;
  readonly #tearing: Tearing;
  readonly #untorn: number;
  readonly #lines = new Map<number, Line>();
  readonly #settled = new Map<number, Buffer>();
  readonly #pending = new Set<number>();
  #group = 0;
  #promised = 0;

  constructor(log: CrashLog, tearing: Tearing) {
    this.#log = log;
    this.#tearing = tearing;
    this.#untorn = log.untorn ?? 0;
  }

  apply(event: CrashEvent): void {
    if (event.kind === 'write') this.#write(event.at, event.bytes, event.through);
    else if (event.kind === 'flush') this.#flush(event.at, event.size, event.ordered);
    else if (event.kind === 'promise') this.#promised += 1;
    else for (const at of [...this.#pending]) this.#settle(at);
  }

  #write(at: number, bytes: Buffer, through: boolean): void {
    if (through && bytes.length <= this.#untorn) {
      this.#group += 1;
      this.#piece(at, bytes, through);
      return;
    }
    const step = through ? this.#tearing : lineSize;
    for (const { from, to } of pieces(at, bytes.length, step)) {
      this.#group += 1;
      this.#piece(from, bytes.subarray(from - at, to - at), through);
    }
  }

  /** What reaches the device whole, line by line. */
  #piece(at: number, bytes: Buffer, through: boolean): void {
    for (const { start, from, to } of pieces(at, bytes.length, lineSize)) {
      const line = this.#line(start);
      const content = Buffer.from(line.versions.at(-1)?.content ?? line.sure);
      bytes.copy(content, from - start, from - at, to - at);
      line.versions.push({ content, group: through ? this.#group : alone });
      if (through) line.flushed = line.versions.length;
      this.#pending.add(start);
    }
  }

  #line(start: number): Line {
    const known = this.#lines.get(start);
    if (known) return known;
    const line = { sure: baseAt(this.#log, start, lineSize), versions: [], flushed: 0 };
    this.#lines.set(start, line);
    return line;
  }

  #flush(at: number, size: number, ordered: boolean): void {
    for (const { start } of pieces(at, size, lineSize)) {
      const line = this.#lines.get(start);
      if (!line) continue;
      line.flushed = line.versions.length;
      if (ordered) this.#settle(start);
    }
  }

  #settle(start: number): void {
    const line = this.#lines.get(start);
    const last = line?.versions[line.flushed - 1];
    if (!line || !last) return;
    line.sure = last.content;
    line.versions.splice(0, line.flushed);
    line.flushed = 0;
    if (last.content.equals(baseAt(this.#log, start, lineSize))) this.#settled.delete(start);
    else this.#settled.set(start, last.content);
    if (line.versions.length === 0) this.#pending.delete(start);
  }

  crash(event: number): CrashPoint {
    const cellOf = this.#cells();
    const cells = Map.groupBy([...this.#pending].sort(ascending), cellOf);
    const units: Unit[] = [];
    let truncated = 0;
    for (const starts of cells.values()) {
      const tied = starts.some((start) => this.#groups(start).length > 0);
      for (const together of tied ? [starts] : starts.map((start) => [start])) {
        const options = this.#options(together);
        if (options === undefined) truncated += 1;
        else if (options.length > 1) units.push({ options });
      }
    }
    const settled = new Map(this.#settled);
    return { event, promised: this.#promised, settled, units, truncated };
  }

  /** Lines that writes past the caches tie together lie in one cell, which is named by one of them. */
  #cells(): (start: number) => number {
    const size = Math.max(this.#tearing, lineSize);
    const aligned = (start: number) => start - (start % size);
    if (this.#untorn === 0) return aligned;
    const cells = new Map<number, number>();
    const root = (cell: number): number => {
      const above = cells.get(cell) ?? cell;
      return above === cell ? cell : root(above);
    };
    const first = new Map<number, number>();
    for (const start of [...this.#pending].sort(ascending)) {
      for (const group of this.#groups(start)) {
        const known = first.get(group);
        if (known === undefined) first.set(group, aligned(start));
        else cells.set(root(aligned(start)), root(known));
      }
    }
    return (start) => root(aligned(start));
  }

  #groups(start: number): number[] {
    const versions = this.#lines.get(start)?.versions ?? [];
    return versions.flatMap(({ group }) => (group === alone ? [] : [group]));
  }

  /** The contents that these lines may have together; undefined if they are too many. */
  #options(starts: readonly number[]): ReadonlyMap<number, Buffer>[] | undefined {
    const cuts = [0, ...new Set(starts.flatMap((start) => this.#groups(start)))].sort(ascending);
    const found = new Map<string, ReadonlyMap<number, Buffer>>();
    for (const cut of cuts) {
      let choices: ReadonlyMap<number, Buffer>[] = [new Map()];
      for (const start of starts) {
        const contents = this.#upTo(start, cut);
        if (choices.length * contents.length > maximumOptions) return undefined;
        choices = choices.flatMap((choice) =>
          contents.map((content) => (content ? new Map(choice).set(start, content) : choice)),
        );
      }
      for (const choice of choices) {
        const key = [...choice].map(([at, b]) => `${at}:${b.toString('latin1')}`).join('|');
        if (!found.has(key)) found.set(key, choice);
      }
    }
    return [...found.values()];
  }

  /** Contents of a line that has every write up to group `cut` and none after; null is what is sure. */
  #upTo(start: number, cut: number): (Buffer | null)[] {
    const { versions, sure } = this.#line(start);
    const low = versions.findLastIndex(({ group }) => group !== alone && group <= cut) + 1;
    const next = versions.findIndex(({ group }) => group > cut);
    const high = next < 0 ? versions.length : next;
    const contents: (Buffer | null)[] = [];
    for (let count = low; count <= high; count++) {
      const content = versions[count - 1]?.content;
      contents.push(!content || content.equals(sure) ? null : content);
    }
    return contents;
  }
}

function ascending(a: number, b: number): number {
  return a - b;
}
