import type { Words } from './words.ts';

/** Most places of one three-word phrase that are looked at: stops a text of one repeated word. */
const mostPlaces = 48;

/**
 * Where each run of three words (and each whole line of one or two) occurs, in two hash tables with
 * chains; building is linear.
 */
export class WordIndex {
  readonly #words: Words;
  readonly #heads: Int32Array;
  readonly #next: Int32Array;
  readonly #shortHeads: Int32Array;
  readonly #shortNext: Int32Array;
  readonly #mask: number;

  constructor(words: Words) {
    this.#words = words;
    const size = 1 << (32 - Math.clz32(Math.max(words.count, 1)) + 1);
    this.#mask = size - 1;
    this.#heads = new Int32Array(size);
    this.#next = new Int32Array(words.count);
    this.#shortHeads = new Int32Array(size);
    this.#shortNext = new Int32Array(words.count);
    // Backwards, so that chains list places from the top of the text.
    for (let i = words.count - 1; i >= 0; i--) {
      if (i + 2 < words.count) this.#add(this.#heads, this.#next, phraseHash(words, i), i);
      const length = shortLineLength(words, i);
      if (length > 0) this.#add(this.#shortHeads, this.#shortNext, shortHash(words, i, length), i);
    }
  }

  /** Places of the three words at `at` of `other`, in order. */
  places(other: Words, at: number): number[] {
    if (at + 2 >= other.count) return [];
    const { loose } = this.#words;
    return this.#chain(
      this.#heads,
      this.#next,
      phraseHash(other, at),
      (place) =>
        loose[place] === other.loose[at] &&
        loose[place + 1] === other.loose[at + 1] &&
        loose[place + 2] === other.loose[at + 2],
    );
  }

  /** Whether the three words at `at` of `other` stand in a row anywhere among the places looked at. */
  has(other: Words, at: number): boolean {
    if (at + 2 >= other.count) return false;
    const { loose } = this.#words;
    let link = this.#heads[phraseHash(other, at) & this.#mask] ?? 0;
    for (let seen = 0; link !== 0 && seen < mostPlaces; seen++, link = this.#next[link - 1] ?? 0) {
      const place = link - 1;
      if (
        loose[place] === other.loose[at] &&
        loose[place + 1] === other.loose[at + 1] &&
        loose[place + 2] === other.loose[at + 2]
      )
        return true;
    }
    return false;
  }

  /** Places of lines that consist of just the one or two words of the line at `at` of `other`. */
  shortLines(other: Words, at: number, length: number): number[] {
    const { loose } = this.#words;
    return this.#chain(
      this.#shortHeads,
      this.#shortNext,
      shortHash(other, at, length),
      (place) =>
        shortLineLength(this.#words, place) === length &&
        loose[place] === other.loose[at] &&
        (length === 1 || loose[place + 1] === other.loose[at + 1]),
    );
  }

  #add(heads: Int32Array, next: Int32Array, hash: number, place: number): void {
    const slot = hash & this.#mask;
    next[place] = heads[slot] ?? 0;
    heads[slot] = place + 1; // 0 is the end of a chain
  }

  #chain(
    heads: Int32Array,
    next: Int32Array,
    hash: number,
    same: (place: number) => boolean,
  ): number[] {
    const found: number[] = [];
    let link = heads[hash & this.#mask] ?? 0;
    for (let seen = 0; link !== 0 && seen < mostPlaces; seen++, link = next[link - 1] ?? 0) {
      if (same(link - 1)) found.push(link - 1);
    }
    return found;
  }
}

function mix(a: number, b: number, c: number): number {
  let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x27d4eb2f) ^ (hash >>> 13);
}

const phraseHash = ({ loose }: Words, at: number) =>
  mix(loose[at] ?? 0, loose[at + 1] ?? 0, loose[at + 2] ?? 0);

const shortHash = ({ loose }: Words, at: number, length: number) =>
  mix(loose[at] ?? 0, length === 2 ? (loose[at + 1] ?? 0) : 0, length);

/** 1 or 2 where the word at `at` starts a line of that many words, else 0. */
export function shortLineLength({ line }: Words, at: number): number {
  const here = line[at];
  if (line[at - 1] === here) return 0;
  if (line[at + 1] !== here) return 1;
  return line[at + 2] === here ? 0 : 2;
}
