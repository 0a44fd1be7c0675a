import type { Lines } from './lines.ts';

/**
 * The words of some lines of a body in columns. Words are what a mailer that wraps, trims or indents
 * leaves alone, so quotes are compared by them.
 */
export interface Words {
  readonly count: number;
  /** Offsets in the body, UTF-16 code units, half open. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly line: Int32Array;
  /** Hash of the word as it is. */
  readonly strict: Int32Array;
  /**
   * Hash of the word's ASCII characters without quotation marks and `?`: the same after a mailer
   * turned typographic quotes to plain ones or wrote `?` or two other characters for one it did not know.
   */
  readonly loose: Int32Array;
  /** Whether a word has a character beyond ASCII or a `?`, so that it may have been mangled. */
  readonly fragile: Uint8Array;
}

/** FNV-1a, 32 bits, over UTF-16 code units. */
const basis = 0x811c9dc5 | 0;
const prime = 0x01000193;

/** The words of the lines that `wanted` accepts. Linear; one pass over their characters. */
export function wordsOf(body: string, lines: Lines, wanted: (line: number) => boolean): Words {
  const room = capacity(lines, wanted);
  const words = {
    start: new Int32Array(room),
    end: new Int32Array(room),
    line: new Int32Array(room),
    strict: new Int32Array(room),
    loose: new Int32Array(room),
    fragile: new Uint8Array(room),
  };
  let count = 0;
  for (let i = 0; i < lines.count; i++) {
    if (!wanted(i)) continue;
    const end = lines.end[i] ?? 0;
    for (let at = lines.content[i] ?? 0; at < end; ) {
      const c = body.charCodeAt(at);
      if (c <= 32 || c === 0xa0) {
        at += 1;
        continue;
      }
      words.start[count] = at;
      words.line[count] = i;
      at = readWord(body, at, end, words, count);
      words.end[count] = at;
      count += 1;
    }
  }
  return { count, ...words };
}

type WordColumns = Pick<Words, 'strict' | 'loose' | 'fragile'>;

/** Hashes the word at an offset and returns where it ends. */
function readWord(body: string, from: number, end: number, words: WordColumns, i: number): number {
  let strict = basis;
  let loose = basis;
  let fragile = 0;
  let at = from;
  for (; at < end; at++) {
    const c = body.charCodeAt(at);
    if (c <= 32 || c === 0xa0) break;
    strict = Math.imul(strict ^ c, prime);
    if (c > 126 || c === 63) fragile = 1;
    else if (c !== 34 && c !== 39 && c !== 96) loose = Math.imul(loose ^ c, prime);
  }
  words.strict[i] = strict;
  // A word of nothing but such characters (CJK, `?`) has only its strict form.
  words.loose[i] = loose === basis ? strict : loose;
  words.fragile[i] = fragile;
  return at;
}

/** An upper bound of the number of words: every other character of the lines, and one a line. */
function capacity(lines: Lines, wanted: (line: number) => boolean): number {
  let room = 0;
  for (let i = 0; i < lines.count; i++) {
    if (wanted(i)) room += ((lines.end[i] ?? 0) - (lines.content[i] ?? 0) + 1) >> 1;
  }
  return room;
}
