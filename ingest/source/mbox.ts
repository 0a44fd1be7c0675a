import { maxMessageLength } from '../mime/limits.ts';
import type { FromQuoting, RawItem } from './raw.ts';

const lf = 10;
const cr = 13;

/**
 * The postmark of mbox: `From `, a sender that may hold anything, and a date as asctime writes it, with
 * or without seconds and zone. A `From ` line without one is prose that some writer failed to quote.
 */
const postmark =
  /^From \S.{0,200}?\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +(?:[A-Z][a-z]{2} +\d{1,2}|\d{1,2} +[A-Z][a-z]{2}) .{0,60}\d{4}/;

/**
 * Splits mbox bytes as they arrive. A message begins at a postmark at the start of a line that a header
 * field follows. Content-Length is not believed: where it lies, believing it loses messages, and where
 * it is right, it only tells what the postmarks tell as well.
 */
export class MboxSplitter {
  readonly #location: string;
  #pending: Buffer = Buffer.alloc(0);
  #scanned = 0;
  #count = 0;
  #oversize = false;

  constructor(location: string) {
    this.#location = location;
  }

  get count(): number {
    return this.#count;
  }

  /** The messages that this chunk completes. */
  push(chunk: Uint8Array): RawItem[] {
    const data = this.#pending.length === 0 ? view(chunk) : Buffer.concat([this.#pending, chunk]);
    const items: RawItem[] = [];
    let start = 0;
    for (;;) {
      const next = this.#nextPostmark(data, Math.max(this.#scanned, start + 1));
      if (next < 0) break;
      items.push(...this.#message(data.subarray(start, next)));
      start = next;
      this.#scanned = next + 1;
    }
    // A postmark and the line after it may straddle chunks: look again at the last bytes.
    this.#scanned = Math.max(start + 1, data.length - 600) - start;
    this.#pending = data.subarray(start);
    this.#shed();
    return items;
  }

  /** The last message. */
  end(): RawItem[] {
    const last = this.#pending;
    this.#pending = Buffer.alloc(0);
    return last.length === 0 ? [] : this.#message(last);
  }

  /** A message beyond the limit is dropped while it streams by, all but its head. */
  #shed(): void {
    if (this.#pending.length <= maxMessageLength) return;
    this.#oversize = true;
    this.#pending = Buffer.from(this.#pending.subarray(-1_000));
    this.#scanned = Math.max(1, this.#pending.length - 600);
  }

  #nextPostmark(data: Buffer, from: number): number {
    let at = from;
    for (;;) {
      const found = data.indexOf('\nFrom ', Math.max(0, at - 1), 'latin1');
      if (found < 0) return -1;
      if (isPostmark(data, found + 1)) return found + 1;
      at = found + 2;
    }
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
    return [{ kind: 'mail', bytes, quoting: quotingOf(mark), where }];
  }
}

/** public-inbox and Debian's tools write `mboxrd@z`; a writer that says nothing quotes as mboxo. */
function quotingOf(mark: string): FromQuoting {
  return mark.startsWith('From mboxrd@') ? 'mboxrd' : 'mboxo';
}

function isPostmark(data: Buffer, at: number): boolean {
  const end = lineEnd(data, at);
  if (end === data.length && data[end - 1] !== lf) return false;
  if (!postmark.test(data.toString('latin1', at, Math.min(end, at + 400)))) return false;
  const next = data.toString('latin1', end, Math.min(data.length, end + 120));
  return /^(?:>?[!-9;-~]+[ \t]*:|From |\r?\n|$)/.test(next);
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
