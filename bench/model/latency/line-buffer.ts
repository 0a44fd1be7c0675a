import { randomIntegers } from './prng.ts';

export interface LineBufferOptions {
  /** Bytes that the media writes at once. */
  readonly mediaLine: number;
  /** Bytes of buffered media lines. */
  readonly capacity: number;
  readonly seed?: number;
}

/**
 * The write-combining buffer between the memory bus and the media (the XPBuffer of Yang et al.).
 *
 * Writes of cache lines gather in it by media line. A media line whose cache lines are all dirty is
 * written to the media at once and stays in the buffer, clean. A miss on a full buffer evicts a line
 * chosen at random; if it is dirty in part, the whole media line is read, merged and written. Capacity
 * and line size are published. The replacement policy is not: random fits the published gradual rise,
 * least-recently-used and first-in-first-out would jump from 1 to 2 at the first line too many.
 */
export class LineBuffer {
  /** Media writes so far, in media lines. */
  mediaWrites = 0;
  /** Cache lines received so far. */
  lineWrites = 0;
  readonly #slots: number;
  readonly #linesPerMediaLine: number;
  readonly #random: (below: number) => number;
  /** Buffered media lines: which of their cache lines are dirty, as bits. */
  readonly #dirty = new Map<number, number>();
  /** The same media lines, for choosing one at random. */
  readonly #resident: number[] = [];

  constructor({ mediaLine, capacity, seed = 1 }: LineBufferOptions) {
    this.#slots = Math.floor(capacity / mediaLine);
    this.#linesPerMediaLine = mediaLine / 64;
    this.#random = randomIntegers(seed);
  }

  /** One cache line, by its number (address / 64), arrives from the write pending queue. */
  store(cacheLine: number): void {
    this.lineWrites += 1;
    const line = Math.floor(cacheLine / this.#linesPerMediaLine);
    this.#admit(line);
    const bit = 1 << (cacheLine % this.#linesPerMediaLine);
    const dirty = (this.#dirty.get(line) ?? 0) | bit;
    const full = dirty === 2 ** this.#linesPerMediaLine - 1;
    if (full) this.mediaWrites += 1;
    this.#dirty.set(line, full ? 0 : dirty);
  }

  /** Bytes written to the media for each byte received. */
  get writeAmplification(): number {
    return (this.mediaWrites * this.#linesPerMediaLine) / this.lineWrites;
  }

  /** Starts counting anew and keeps the content: for measuring a steady state. */
  resetCounts(): void {
    this.mediaWrites = 0;
    this.lineWrites = 0;
  }

  #admit(line: number): void {
    if (this.#dirty.has(line)) return;
    if (this.#resident.length === this.#slots) this.#evict();
    this.#dirty.set(line, 0);
    this.#resident.push(line);
  }

  #evict(): void {
    const index = this.#random(this.#resident.length);
    const victim = this.#resident[index];
    const last = this.#resident.pop();
    if (victim === undefined || last === undefined) throw new Error('an empty buffer cannot evict');
    if (index < this.#resident.length) this.#resident[index] = last;
    if (this.#dirty.get(victim) !== 0) this.mediaWrites += 1;
    this.#dirty.delete(victim);
  }
}

/**
 * The experiment by which Yang et al. found the buffer's capacity: write the first half of every media
 * line of a region in turn, then the second halves, again and again; media bytes per byte written.
 */
export function halvesAmplification(options: LineBufferOptions, regionBytes: number): number {
  const buffer = new LineBuffer(options);
  const linesPerMediaLine = options.mediaLine / 64;
  const mediaLines = Math.max(1, Math.floor(regionBytes / options.mediaLine));
  // Enough rounds that the random choice averages out, after as many line writes to warm up.
  const rounds = Math.max(4, Math.ceil(8000 / mediaLines));
  for (let round = 0; round < 2 * rounds; round++) {
    if (round === rounds) buffer.resetCounts();
    for (const half of [0, 1]) {
      for (let line = 0; line < mediaLines; line++) {
        const first = line * linesPerMediaLine + half * (linesPerMediaLine / 2);
        for (let i = 0; i < linesPerMediaLine / 2; i++) buffer.store(first + i);
      }
    }
  }
  return buffer.writeAmplification;
}

/** Media bytes per byte for writes of `bytes` at random, media-line-aligned or packed, addresses. */
export function randomAmplification(options: LineBufferOptions, bytes: number): number {
  const buffer = new LineBuffer(options);
  const random = randomIntegers((options.seed ?? 1) + 1);
  const lines = Math.ceil(bytes / 64);
  const places = 1 << 20; // a region so large that hits by chance do not matter
  for (let write = 0; write < 6000; write++) {
    if (write === 1000) buffer.resetCounts();
    const first = random(places) * lines;
    for (let i = 0; i < lines; i++) buffer.store(first + i);
  }
  return buffer.writeAmplification;
}
