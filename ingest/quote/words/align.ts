import { shortLineLength } from './word-index.ts';
import type { WordSource } from './word-source.ts';
import { type Words, wordAt } from './words.ts';

/** For each quoted word the source (index, -1 for none) and the word there that it repeats. */
export interface Alignment {
  readonly source: Int32Array;
  readonly place: Int32Array;
  /** 1 where only half of the source's word is meant: a mailer broke it at a hyphen or slash. */
  readonly half: Uint8Array;
}

interface Place {
  readonly source: number;
  readonly word: number;
}

/** Words that agree in a row from which on a place is taken without looking at other sources. */
const convincing = 8;
/** Fewer words in a row than this agree by chance; `of the` does. */
const fewest = 3;
/** Words past which agreement is no longer counted when places are compared. */
const longest = 64;
/** Words that may be changed, dropped or put in before the text is taken up again. */
const mostSkipped = 4;

/**
 * Aligns quoted words with the words of the texts that they may come from.
 *
 * Each depth has a cursor, the place where its quote goes on; a word that agrees there costs one
 * comparison, whatever the line breaks. Where it does not, the next three words are looked up in the
 * sources' indexes, first in the one that the depth points at, and the place with the longest
 * agreement wins. Cost is linear in the quoted words times the sources.
 *
 * @param quoted words of quoted lines in order
 * @param depthOf depth of a line
 * @param expected the source that a depth points at
 */
export function align(
  quoted: Words,
  depthOf: Int32Array,
  sources: readonly WordSource[],
  expected: (depth: number) => number,
): Alignment {
  return new Aligner(quoted, depthOf, sources, expected).run();
}

class Aligner {
  readonly #quoted: Words;
  readonly #depthOf: Int32Array;
  readonly #sources: readonly WordSource[];
  readonly #expected: (depth: number) => number;
  /** By depth, the place after the last word that was found there. */
  readonly #cursors = new Map<number, Place>();

  constructor(
    quoted: Words,
    depthOf: Int32Array,
    sources: readonly WordSource[],
    expected: (depth: number) => number,
  ) {
    this.#quoted = quoted;
    this.#depthOf = depthOf;
    this.#sources = sources;
    this.#expected = expected;
  }

  run(): Alignment {
    const { count } = this.#quoted;
    const source = new Int32Array(count).fill(-1);
    const place = new Int32Array(count).fill(-1);
    const half = new Uint8Array(count);
    for (let i = 0; i < count; ) {
      const depth = this.#depth(i);
      const broken = this.#brokenWord(i, depth);
      if (broken) {
        source.fill(broken.source, i, i + 2);
        place.fill(broken.word, i, i + 2);
        half.fill(1, i, i + 2);
        i += 2;
        this.#cursors.set(depth, { source: broken.source, word: broken.word + 1 });
        continue;
      }
      const spill = this.#spilled(i, depth);
      const found = spill?.place ?? this.#find(i, depth);
      const length = spill?.length ?? (found ? this.#agreement(i, found) : 0);
      if (!found || length === 0) {
        i += 1;
        continue;
      }
      for (let k = 0; k < length; k++) {
        source[i + k] = found.source;
        place[i + k] = found.word + k;
      }
      this.#backwards(i, found, source, place);
      i += length;
      this.#cursors.set(spill?.depth ?? depth, { source: found.source, word: found.word + length });
    }
    return { source, place, half };
  }

  /**
   * Words before a place that was found, back over those that were changed one for one: a line with every
   * third word changed has no three words in a row but at its end. Two in a row are taken.
   */
  #backwards(at: number, { source: of, word }: Place, source: Int32Array, place: Int32Array): void {
    const own = this.#sources[of]?.words;
    const depth = this.#depth(at);
    let missed = 0;
    let agreed = 0;
    for (let back = 1; own && back <= word && back <= at && missed <= mostSkipped; back++) {
      const i = at - back;
      if (source[i] !== -1 || this.#depth(i) !== depth) return;
      if (this.#quoted.loose[i] !== own.loose[word - back]) {
        missed += 1;
        agreed = 0;
        continue;
      }
      missed = 0;
      agreed += 1;
      for (let k = agreed === 2 ? i + 1 : i; agreed >= 2 && k >= i; k--) {
        source[k] = of;
        place[k] = word - (at - k);
      }
    }
  }

  #depth(at: number): number {
    return this.#depthOf[this.#quoted.line[at] ?? 0] ?? 1;
  }

  /** Where the quote goes on, if the agreement there is no accident, else the best other place. */
  #find(at: number, depth: number): Place | null {
    const cursor = this.#cursors.get(depth);
    const along = cursor ? this.#agreement(at, cursor) : 0;
    if (cursor && (along >= fewest || (along > 0 && this.#endsLine(at + along)))) return cursor;
    return this.#nearby(at, cursor) ?? this.#elsewhere(at, depth, cursor);
  }

  /** How many words agree from a place on, within the same depth of quoting. */
  #agreement(at: number, { source, word }: Place, sameDepth = true): number {
    const own = this.#sources[source]?.words;
    if (!own) return 0;
    const quoted = this.#quoted;
    const depth = this.#depth(at);
    let length = 0;
    while (
      at + length < quoted.count &&
      word + length < own.count &&
      quoted.loose[at + length] === own.loose[word + length] &&
      (!sameDepth || this.#depth(at + length) === depth)
    ) {
      length += 1;
    }
    return length;
  }

  /** A long agreement; in the source that the depth points at, a whole line or the rest of one. */
  #convinces(at: number, length: number, expected: boolean): boolean {
    return length >= convincing || (expected && this.#endsLine(at + length));
  }

  #endsLine(after: number): boolean {
    return after >= this.#quoted.count || this.#quoted.line[after] !== this.#quoted.line[after - 1];
  }

  /** The cursor's word where the last word of a line and the first of the next are its two halves. */
  #brokenWord(at: number, depth: number): Place | null {
    const quoted = this.#quoted;
    const cursor = this.#cursors.get(depth);
    const own = cursor && this.#sources[cursor.source]?.words;
    if (!own || cursor.word >= own.count || at + 1 >= quoted.count) return null;
    if (quoted.loose[at] === own.loose[cursor.word]) return null;
    if (!this.#endsLine(at + 1) || this.#depth(at + 1) !== depth) return null;
    const length = (quoted.end[at] ?? 0) - (quoted.start[at] ?? 0);
    if (length >= (own.end[cursor.word] ?? 0) - (own.start[cursor.word] ?? 0)) return null;
    return wordAt(quoted, at) + wordAt(quoted, at + 1) === wordAt(own, cursor.word) ? cursor : null;
  }

  /**
   * The end of a line that a mailer broke without repeating the marks: it stands a line below, less
   * deep, and goes on where the deeper quote stopped.
   */
  #spilled(at: number, depth: number): { place: Place; length: number; depth: number } | null {
    const quoted = this.#quoted;
    const above = at - 1;
    if (above < 0 || quoted.line[above] !== (quoted.line[at] ?? 0) - 1) return null;
    const deeper = this.#depth(above);
    const place = this.#cursors.get(deeper);
    if (deeper <= depth || !place) return null;
    const agreed = this.#agreement(at, place);
    let length = 0;
    while (length < agreed && quoted.line[at + length] === quoted.line[at]) length += 1;
    return length > 0 && this.#endsLine(at + length) ? { place, length, depth: deeper } : null;
  }

  /** A place shortly behind the cursor where two words agree: the words between were changed. */
  #nearby(at: number, cursor: Place | undefined): Place | null {
    const own = cursor && this.#sources[cursor.source]?.words;
    if (!own || at + 1 >= this.#quoted.count) return null;
    const { loose } = this.#quoted;
    const end = Math.min(cursor.word + mostSkipped, own.count - 2);
    for (let word = cursor.word + 1; word <= end; word++) {
      if (own.loose[word] === loose[at] && own.loose[word + 1] === loose[at + 1]) {
        return { source: cursor.source, word };
      }
    }
    return null;
  }

  /** The place with the longest agreement of three words or more in any source. */
  #elsewhere(at: number, depth: number, cursor: Place | undefined): Place | null {
    let best: Place | null = null;
    let bestLength = fewest - 1;
    for (const source of this.#byExpectation(depth)) {
      const from = cursor?.source === source ? cursor.word : 0;
      const places = this.#sources[source]?.index.places(this.#quoted, at) ?? [];
      // From the cursor on before what lies above it: quotes keep the order of their origin.
      for (const word of [...places.filter((p) => p >= from), ...places.filter((p) => p < from)]) {
        const length = Math.min(this.#agreement(at, { source, word }), longest);
        if (length <= bestLength) continue;
        best = { source, word };
        bestLength = length;
      }
      if (best && this.#convinces(at, bestLength, best.source === this.#expected(depth))) break;
    }
    return best ?? this.#shortLine(at, depth, cursor);
  }

  /** A whole line of one or two words, where the source that the depth points at has that line. */
  #shortLine(at: number, depth: number, cursor: Place | undefined): Place | null {
    const length = shortLineLength(this.#quoted, at);
    if (length === 0) return null;
    const source = cursor?.source ?? this.#expected(depth);
    const places = this.#sources[source]?.index.shortLines(this.#quoted, at, length) ?? [];
    const after = places.find((p) => p >= (cursor?.word ?? 0));
    const word = after ?? (places.length === 1 ? places[0] : undefined);
    return word === undefined ? null : { source, word };
  }

  /** Sources from the expected one outwards. */
  *#byExpectation(depth: number): Generator<number> {
    const count = this.#sources.length;
    const expected = Math.min(Math.max(this.#expected(depth), 0), count - 1);
    for (let distance = 0; distance < count; distance++) {
      if (expected - distance >= 0) yield expected - distance;
      if (distance > 0 && expected + distance < count) yield expected + distance;
    }
  }
}
