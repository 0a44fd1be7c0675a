import { maxMessageLength } from '../mime/limits.ts';
import { afterBlank, extentOf, headerCloses, longestMeasured } from './content-length.ts';
import { postmarkAt } from './postmark.ts';
import type { FromQuoting, RawItem } from './raw.ts';

const lf = 10;
const cr = 13;

/** Lengths that did not hold, from which on none of the mbox is believed: each costs a wait for its end. */
const mostLies = 8;

/**
 * Splits mbox bytes as they arrive. A message begins at a postmark at the start of a line that a header
 * follows. Content-Length is believed over a postmark only where it holds: where it lies, believing it
 * loses messages. So the mbox begins with one, and the body that it measures ends right before the end of
 * the mbox or before the postmark of a message that has one, too, as in what mboxcl2 writes.
 */
export class MboxSplitter {
  readonly #location: string;
  #pending: Buffer = Buffer.alloc(0);
  #scanned = 0;
  #count = 0;
  #oversize = false;
  /** Whether the first message has a Content-Length; undefined until its header was seen. */
  #measured: boolean | undefined;
  #lies = 0;
  /** Whether the message that is read holds postmarks that its Content-Length makes text. */
  #holdsMarks = false;

  constructor(location: string) {
    this.#location = location;
  }

  get count(): number {
    return this.#count;
  }

  /** The messages that this chunk completes. */
  push(chunk: Uint8Array): RawItem[] {
    return this.#split(
      this.#pending.length === 0 ? view(chunk) : Buffer.concat([this.#pending, chunk]),
      false,
    );
  }

  /** The last messages. */
  end(): RawItem[] {
    const items = this.#split(this.#pending, true);
    const last = this.#pending;
    this.#pending = Buffer.alloc(0);
    return last.length === 0 ? items : [...items, ...this.#message(last)];
  }

  #split(data: Buffer, whole: boolean): RawItem[] {
    const items: RawItem[] = [];
    let start = 0;
    let from = this.#scanned;
    let undecided = data.length - 6; // `From ` may straddle chunks
    for (;;) {
      const found = nextFrom(data, Math.max(from, start + 1));
      if (found < 0) break;
      const is = postmarkAt(data, found, whole);
      if (is === 'maybe') {
        undecided = found;
        break;
      }
      from = found + 1;
      if (is === 'no') continue;
      const end = this.#measuredEnd(data, start, found, whole);
      if (end === 'maybe') {
        undecided = found;
        from = found;
        break;
      }
      if (end > found) {
        this.#holdsMarks = true;
        from = end;
        continue;
      }
      items.push(...this.#message(data.subarray(start, found)));
      start = found;
    }
    this.#scanned = Math.max(from, undecided, start + 1) - start;
    this.#pending = data.subarray(start);
    this.#shed();
    return items;
  }

  /** Where the message ends whose text has a postmark: there, or further below where its length says so. */
  #measuredEnd(data: Buffer, start: number, found: number, whole: boolean): number | 'maybe' {
    if (this.#measured === false || this.#oversize) return found;
    const extent = extentOf(data, start, longestMeasured);
    this.#measured ??= extent !== null;
    if (!extent || extent.end <= found) return found;
    if (!whole && data.length < extent.end + 2) return 'maybe';
    const next = afterBlank(data, extent.end);
    if (next >= data.length) {
      if (!whole) return 'maybe';
      if (extent.end <= data.length) return data.length;
    }
    const is = data[next - 1] === lf ? postmarkAt(data, next, whole) : 'no';
    if (is === 'maybe') return 'maybe';
    if (is === 'yes') {
      const one = extentOf(data, next, maxMessageLength);
      if (one) return next;
      if (!whole && !headerCloses(data, next)) return 'maybe';
    }
    this.#lies += 1;
    if (this.#lies >= mostLies) this.#measured = false;
    return found;
  }

  /** A message beyond the limit is dropped while it streams by, all but its head. */
  #shed(): void {
    if (this.#pending.length <= maxMessageLength) return;
    this.#oversize = true;
    this.#pending = Buffer.from(this.#pending.subarray(-1_000));
    this.#scanned = Math.max(1, this.#pending.length - 600);
  }

  #message(chunk: Buffer): RawItem[] {
    const firstLineEnd = lineEnd(chunk, 0);
    const marked = chunk.toString('latin1', 0, 5) === 'From ';
    const mark = marked ? chunk.toString('latin1', 0, firstLineEnd) : '';
    const bytes = chunk.subarray(marked ? firstLineEnd : 0, contentEnd(chunk));
    if (!marked && this.#count === 0 && !/[^\s\0]/.test(chunk.toString('latin1', 0, 4096)))
      return [];
    this.#count += 1;
    const where = `${this.#location}, message ${this.#count}`;
    if (this.#oversize || bytes.length > maxMessageLength) {
      this.#oversize = false;
      return [{ kind: 'rejected', where, reason: `longer than ${maxMessageLength >> 20} MiB` }];
    }
    const quoting = this.#holdsMarks ? 'none' : quotingOf(mark);
    this.#holdsMarks = false;
    return [{ kind: 'mail', bytes, quoting, where }];
  }
}

/** public-inbox and Debian's tools write `mboxrd@z`; a writer that says nothing quotes as mboxo. */
function quotingOf(mark: string): FromQuoting {
  return mark.startsWith('From mboxrd@') ? 'mboxrd' : 'mboxo';
}

/** Offset of the next line that begins `From `, or -1. */
function nextFrom(data: Buffer, from: number): number {
  const found = data.indexOf('\nFrom ', Math.max(0, from - 1), 'latin1');
  return found < 0 ? -1 : found + 1;
}

function lineEnd(data: Buffer, from: number): number {
  const found = data.indexOf(lf, from);
  return found < 0 ? data.length : found + 1;
}

/** The blank line before the next postmark belongs to the format, not to the message. */
function contentEnd(chunk: Buffer): number {
  let end = chunk.length;
  if (chunk[end - 1] !== lf || chunk[end - 2] === undefined) return end;
  if (chunk[end - 2] === lf) end -= 1;
  else if (chunk[end - 2] === cr && chunk[end - 3] === lf) end -= 2;
  return end;
}

const view = (chunk: Uint8Array) => Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);

/** Undoes the quoting of `From ` lines: mboxrd takes one `>` off any number, mboxo only off one. */
export function unquoteFrom(bytes: Buffer, quoting: FromQuoting): Buffer {
  if (quoting === 'none' || !bytes.includes('>From ', 0, 'latin1')) return bytes;
  const pattern = quoting === 'mboxrd' ? /^>(>*From )/gm : /^>(From )/gm;
  return Buffer.from(bytes.toString('latin1').replace(pattern, '$1'), 'latin1');
}
