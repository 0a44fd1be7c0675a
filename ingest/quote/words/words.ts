import { isSpace, type Lines } from '../read/lines.ts';

/**
 * The words of some lines of a body in columns. Words are what a mailer that wraps, trims or indents
 * leaves alone, so quotes are compared by them. Scripts that put no spaces between words have a word for
 * each character.
 */
export interface Words {
  readonly body: string;
  readonly count: number;
  /** Offsets in the body, UTF-16 code units, half open. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly line: Int32Array;
  /**
   * Hash of the word's ASCII letters, digits and marks without quotation marks and `?`: the same after a
   * mailer turned typographic quotes to plain ones or wrote `?` or two other characters for one it did not
   * know. Of a word without an ASCII letter or digit, the hash of all its characters, composed (NFC).
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
      if (c <= 32 || (c >= 0xa0 && isSpace(c))) at += 1;
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
  let plain = false; // an ASCII letter or digit
  let at = from;
  for (; at < end; at++) {
    const c = body.charCodeAt(at);
    if (c <= 32) break;
    if (c > 126 || c === 63) {
      if (c >= 0xa0 && isSpace(c)) break;
      const width = unspacedWidth(c);
      if (width > 0) {
        if (at === from) at += Math.min(width, end - at);
        passedOver |= at === from + width ? foreign : 0;
        break;
      }
      passedOver |= foreign;
    } else if (c === 34 || c === 39 || c === 96) passedOver |= plainMarks;
    else {
      loose = Math.imul(loose ^ c, prime);
      plain ||= (c >= 48 && c <= 57) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122);
    }
  }
  into.start[i] = from;
  into.end[i] = at;
  into.passedOver[i] = passedOver;
  into.loose[i] = passedOver & foreign ? looseForeign(body.slice(from, at), plain, loose) : loose;
  if (loose === basis && passedOver === plainMarks) into.loose[i] = hashAll(body.slice(from, at));
  return at;
}

/** Of a word with characters beyond ASCII: composed, since `é` may be an `e` and an accent. */
function looseForeign(word: string, plain: boolean, loose: number): number {
  const composed = combining.test(word) ? word.normalize('NFC') : word;
  if (!plain) return hashAll(composed);
  if (composed === word) return loose;
  let hash = basis;
  for (let at = 0; at < composed.length; at++) {
    const c = composed.charCodeAt(at);
    const passed = c > 126 || c === 63 || c === 34 || c === 39 || c === 96;
    if (!passed) hash = Math.imul(hash ^ c, prime);
  }
  return hash;
}

const combining = /[\u0300-\u036f\u1ab0-\u1aff\u3099\u309a]|[\u1100-\u11ff]/;

/**
 * Code units of a character of a script without spaces between words (Han, Kana, Thai, Lao, Burmese,
 * Khmer) or of its punctuation; 0 for any other. Hangul has spaces.
 */
function unspacedWidth(c: number): number {
  if (c < 0xe00) return 0;
  if (c <= 0xeff || (c >= 0x1000 && c <= 0x109f) || (c >= 0x1780 && c <= 0x17ff)) return 1;
  if (c >= 0x3001 && c <= 0x9fff) return c >= 0x3130 && c <= 0x318f ? 0 : 1;
  if ((c >= 0xf900 && c <= 0xfaff) || (c >= 0xff01 && c <= 0xff9f)) return 1;
  return c >= 0xd840 && c <= 0xd88d ? 2 : 0; // CJK extensions
}

function hashAll(text: string): number {
  let hash = basis;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), prime);
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
    if (c > 32 && c !== 62 && c !== 124 && !isSpace(c)) return false;
  }
  return true;
}

/** The word as it stands. */
export function wordAt({ body, start, end }: Words, i: number): string {
  return body.slice(start[i], end[i]);
}

/**
 * Whether two words with equal hashes are the same to a reader: character for character but for
 * composition, or one has in place of foreign characters what a mailer that does not know them leaves.
 */
export function sameWord(a: Words, i: number, b: Words, j: number): boolean {
  const passedOver = (a.passedOver[i] ?? 0) | (b.passedOver[j] ?? 0);
  if (passedOver === 0) return true;
  const one = wordAt(a, i);
  const other = wordAt(b, j);
  if (one === other) return true;
  if (!(passedOver & foreign)) return false;
  const [x, y] = [one.normalize('NFC'), other.normalize('NFC')];
  return x === y || mangled(x, y) || mangled(y, x);
}

/** Characters that are not ASCII, and plain marks that stand for typographic ones. */
const lost = /[^\u0020-\u007e]+|["'`]/g;
/** What stands where such characters were: nothing, `?`, plain marks, U+FFFD, or UTF-8 read as Latin-1. */
const left =
  '(?:[?"\'`.\\-\\ufffd]{0,3}|(?:[\\u00c2-\\u00f4][\\u0080-\\u00bf\\u0152-\\u0192\\u02c6\\u02dc\\u2013-\\u203a\\u20ac\\u2122]{1,3}){1,6})';

/** Whether `damaged` is what a mailer made of `whole`, whose characters beyond ASCII it did not know. */
function mangled(whole: string, damaged: string): boolean {
  if (whole.length > 200 || damaged.length > 600) return false;
  // What was lost must be gone: two words with different letters of one script are two words.
  const letters = whole.match(/[^\u0020-\u024f\u2000-\u20ff]/g) ?? [];
  if (letters.some((letter) => damaged.includes(letter))) return false;
  const pattern = whole.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replace(lost, left);
  return new RegExp(`^${pattern}$`, 'u').test(damaged);
}

/** How many words each line has that has any. */
export function wordsByLine(words: Words): Map<number, number> {
  const sizes = new Map<number, number>();
  for (let i = 0; i < words.count; i++) {
    const line = words.line[i] ?? 0;
    sizes.set(line, (sizes.get(line) ?? 0) + 1);
  }
  return sizes;
}
