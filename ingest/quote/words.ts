import type { Lines } from './lines.ts';

/**
 * The words of some lines of a body in columns. Words are what a mailer that wraps, trims or indents
 * leaves alone, so quotes are compared by them.
 */
export interface Words {
  readonly body: string;
  readonly count: number;
  /** Offsets in the body, UTF-16 code units, half open. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly line: Int32Array;
  /**
   * Hash of the word's ASCII characters without quotation marks and `?`: the same after a mailer
   * turned typographic quotes to plain ones or wrote `?` or two other characters for one it did not know.
   */
  readonly loose: Int32Array;
  /** Whether a word has characters that the hash passes over: 0, or `plainMarks` and `foreign`. */
  readonly passedOver: Int32Array;
}

/** Has `"`, `'` or a backquote. */
export const plainMarks = 1;
/** Has a character beyond ASCII or a `?`, which may stand for one: mailers mangle these. */
export const foreign = 2;

/** FNV-1a, 32 bits, over UTF-16 code units. */
const basis = 0x811c9dc5 | 0;
const prime = 0x01000193;

/** The words of the lines that `wanted` accepts. Linear; one pass over their characters. */
export function wordsOf(body: string, lines: Lines, wanted: (line: number) => boolean): Words {
  const writer = new Writer();
  for (let i = 0; i < lines.count; i++) {
    if (!wanted(i)) continue;
    const end = lines.end[i] ?? 0;
    for (let at = lines.content[i] ?? 0; at < end; ) {
      const c = body.charCodeAt(at);
      if (c <= 32 || c === 0xa0) at += 1;
      else at = writer.word(body, at, end, i);
    }
  }
  return writer.finish(body);
}

/** Fills columns that grow; most bodies have far fewer words than half their characters. */
class Writer {
  #room = 256;
  #count = 0;
  #start = new Int32Array(this.#room);
  #end = new Int32Array(this.#room);
  #line = new Int32Array(this.#room);
  #loose = new Int32Array(this.#room);
  #passedOver = new Int32Array(this.#room);

  /** Takes the word at an offset and returns where it ends. */
  word(body: string, from: number, end: number, line: number): number {
    let loose = basis;
    let passedOver = 0;
    let at = from;
    for (; at < end; at++) {
      const c = body.charCodeAt(at);
      if (c <= 32 || c === 0xa0) break;
      if (c > 126 || c === 63) passedOver |= foreign;
      else if (c === 34 || c === 39 || c === 96) passedOver |= plainMarks;
      else loose = Math.imul(loose ^ c, prime);
    }
    if (loose === basis) loose = hashAll(body, from, at);
    if (this.#count === this.#room) this.#grow();
    const i = this.#count++;
    this.#start[i] = from;
    this.#end[i] = at;
    this.#line[i] = line;
    this.#loose[i] = loose;
    this.#passedOver[i] = passedOver;
    return at;
  }

  finish(body: string): Words {
    const count = this.#count;
    return {
      body,
      count,
      start: this.#start.slice(0, count),
      end: this.#end.slice(0, count),
      line: this.#line.slice(0, count),
      loose: this.#loose.slice(0, count),
      passedOver: this.#passedOver.slice(0, count),
    };
  }

  #grow(): void {
    this.#room *= 4;
    const wider = (old: Int32Array) => {
      const made = new Int32Array(this.#room);
      made.set(old);
      return made;
    };
    this.#start = wider(this.#start);
    this.#end = wider(this.#end);
    this.#line = wider(this.#line);
    this.#loose = wider(this.#loose);
    this.#passedOver = wider(this.#passedOver);
  }
}

/** For a word of nothing but characters that are passed over: CJK, `?`. */
function hashAll(body: string, from: number, end: number): number {
  let hash = basis;
  for (let at = from; at < end; at++) hash = Math.imul(hash ^ body.charCodeAt(at), prime);
  return hash;
}

/**
 * Whether two words with equal hashes are the same to a reader: character for character, or one has
 * foreign characters that a mailer may have replaced.
 */
export function sameWord(a: Words, i: number, b: Words, j: number): boolean {
  const passedOver = (a.passedOver[i] ?? 0) | (b.passedOver[j] ?? 0);
  if (passedOver === 0 || passedOver & foreign) return true;
  return a.body.slice(a.start[i], a.end[i]) === b.body.slice(b.start[j], b.end[j]);
}
