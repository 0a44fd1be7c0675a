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
  readonly passedOver: Uint8Array;
}

/** Has `"`, `'` or a backquote. */
const plainMarks = 1;
/** Has a character beyond ASCII or a `?`, which may stand for one: mailers mangle these. */
const foreign = 2;

/** FNV-1a, 32 bits, over UTF-16 code units. */
const basis = 0x811c9dc5 | 0;
const prime = 0x01000193;

/** The words of the lines that `wanted` accepts. Linear; one pass over their characters. */
export function wordsOf(body: string, lines: Lines, wanted: (line: number) => boolean): Words {
  let count = 0;
  for (let i = 0; i < lines.count; i++) {
    if (!wanted(i)) continue;
    const end = lines.end[i] ?? 0;
    for (let at = lines.content[i] ?? 0; at < end; ) {
      const c = body.charCodeAt(at);
      if (c <= 32 || c === 0xa0) at += 1;
      else {
        if (count === columns.line.length) columns = wider(columns);
        columns.line[count] = i;
        at = readWord(body, at, end, columns, count);
        count += 1;
      }
    }
  }
  const found = {
    body,
    count,
    start: columns.start.slice(0, count),
    end: columns.end.slice(0, count),
    line: columns.line.slice(0, count),
    loose: columns.loose.slice(0, count),
    passedOver: columns.passedOver.slice(0, count),
  };
  if (count > keptRoom) columns = emptyColumns(keptRoom);
  return found;
}

type Columns = Pick<Words, 'start' | 'end' | 'line' | 'loose' | 'passedOver'>;

/** Rows that the scratch columns keep between bodies. */
const keptRoom = 1 << 14;

/** Filled anew for every body and copied out: cheaper than making columns of the largest size for each. */
let columns: Columns = emptyColumns(keptRoom);

function emptyColumns(room: number): Columns {
  return {
    start: new Int32Array(room),
    end: new Int32Array(room),
    line: new Int32Array(room),
    loose: new Int32Array(room),
    passedOver: new Uint8Array(room),
  };
}

function wider(old: Columns): Columns {
  const made = emptyColumns(old.line.length * 2);
  made.start.set(old.start);
  made.end.set(old.end);
  made.line.set(old.line);
  made.loose.set(old.loose);
  made.passedOver.set(old.passedOver);
  return made;
}

/** Takes the word at an offset into row `i` and returns where it ends. */
function readWord(body: string, from: number, end: number, into: Columns, i: number): number {
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
  into.start[i] = from;
  into.end[i] = at;
  into.loose[i] = loose === basis ? hashAll(body, from, at) : loose;
  into.passedOver[i] = passedOver;
  return at;
}

/** For a word of nothing but characters that are passed over: CJK, `?`. */
function hashAll(body: string, from: number, end: number): number {
  let hash = basis;
  for (let at = from; at < end; at++) hash = Math.imul(hash ^ body.charCodeAt(at), prime);
  return hash;
}

/**
 * Whether nothing but white space and quote marks stands between a word and the one after it: the
 * author's words before and behind a quote follow one another here, and not in the body.
 */
export function adjoins({ body, start, end, line }: Words, i: number): boolean {
  const here = line[i] ?? 0;
  const next = line[i + 1] ?? here;
  if (next - here <= 1) return true;
  for (let at = end[i] ?? 0; at < (start[i + 1] ?? 0); at++) {
    const c = body.charCodeAt(at);
    if (c > 32 && c !== 62 && c !== 124 && c !== 0xa0) return false;
  }
  return true;
}

/** The word as it stands. */
export function wordAt({ body, start, end }: Words, i: number): string {
  return body.slice(start[i], end[i]);
}

/**
 * Whether two words with equal hashes are the same to a reader: character for character, or one has
 * foreign characters that a mailer may have replaced.
 */
export function sameWord(a: Words, i: number, b: Words, j: number): boolean {
  const passedOver = (a.passedOver[i] ?? 0) | (b.passedOver[j] ?? 0);
  if (passedOver === 0 || passedOver & foreign) return true;
  return wordAt(a, i) === wordAt(b, j);
}
