import { isUtf8 } from 'node:buffer';
import { maxFieldLength, maxHeaderLength } from './limits.ts';

/** First value of each wanted field by lower-case name, unfolded, raw bytes already decoded. */
export type Fields = ReadonlyMap<string, string>;

export interface Header {
  readonly fields: Fields;
  /** Offset of the first body byte. */
  readonly bodyStart: number;
  /** Number of well-formed field lines, wanted or not. */
  readonly count: number;
}

const wanted: ReadonlySet<string> = new Set([
  'message-id',
  'in-reply-to',
  'references',
  'from',
  'sender',
  'date',
  'subject',
  'content-type',
  'content-transfer-encoding',
  'content-disposition',
  // Who wrote it where a list or a tracker stands in From.
  'reply-to',
  'x-original-from',
  'x-original-sender',
  'x-mailfrom',
  'cc',
  'x-bugzilla-who',
]);

/** Longer field names are prose; real ones stay below 40 characters. */
const longestName = 80;

const cr = 13;
const lf = 10;

/**
 * Reads an RFC 5322 header up to its blank line. Line ends may be LF, CRLF or lone CR; a line that is
 * neither a field nor a continuation is skipped, since archives insert such lines (`>From …`).
 */
export function readHeader(raw: Buffer): Header {
  const { headerEnd, bodyStart } = boundsOf(raw);
  let text = raw.toString('latin1', 0, headerEnd).replace(/^\xef\xbb\xbf/, '');
  if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n');
  const fields = new Map<string, string>();
  let count = 0;
  let at = 0;
  while (at < text.length) {
    const end = endOfField(text, at);
    // Within the line: to look further, line by line, is quadratic where lines have no colon.
    const colon = text.slice(at, Math.min(end, at + longestName + 1)).indexOf(':') + at;
    const name = colon >= at ? fieldName(text, at, colon) : '';
    if (name) {
      count += 1;
      const key = name.toLowerCase();
      if (wanted.has(key) && !fields.has(key))
        fields.set(key, valueFrom(text.slice(colon + 1, end)));
    }
    at = end + 1;
  }
  return { fields, bodyStart, count };
}

/** RFC 5322 ftext; white space before the colon is obsolete and accepted. */
function fieldName(text: string, start: number, colon: number): string {
  const name = text.slice(start, colon).trimEnd();
  return /^[!-9;-~]+$/.test(name) ? name : '';
}

/** Offset of the line end that is not followed by a continuation line. */
function endOfField(text: string, start: number): number {
  let at = start;
  for (;;) {
    const end = text.indexOf('\n', at);
    if (end < 0) return text.length;
    const next = text.charCodeAt(end + 1);
    if (next !== 32 && next !== 9) return end;
    at = end + 1;
  }
}

function valueFrom(raw: string): string {
  // References of megabytes: the root stands first and the nearest ancestors last.
  const half = maxFieldLength / 2;
  const bounded = raw.length > maxFieldLength ? `${raw.slice(0, half)} ${raw.slice(-half)}` : raw;
  const value = bounded.includes('\n') ? bounded.replace(/\n(?=[ \t])/g, '') : bounded;
  return decodeRaw(value).trim();
}

/** Raw 8-bit in a header: UTF-8 (RFC 6532) where it is valid, else Windows-1252, never lost. */
function decodeRaw(latin1: string): string {
  if (!/[\u0080-\u00ff]/.test(latin1)) return latin1;
  const bytes = Buffer.from(latin1, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : new TextDecoder('windows-1252').decode(bytes);
}

function boundsOf(raw: Buffer): { headerEnd: number; bodyStart: number } {
  const limit = Math.min(raw.length, maxHeaderLength);
  if (raw[0] === lf) return { headerEnd: 0, bodyStart: 1 };
  if (raw[0] === cr) return { headerEnd: 0, bodyStart: raw[1] === lf ? 2 : 1 };
  let first = { headerEnd: limit, bodyStart: limit };
  for (const mark of ['\n\n', '\n\r\n', '\r\r']) {
    // Lone CR: the line ends of old Macintosh mailers.
    if (mark === '\r\r' && raw.lastIndexOf(lf, Math.min(limit, 4096)) >= 0) continue;
    // Up to where another was found: a body is long, and has seldom both.
    const at = raw.subarray(0, first.headerEnd + mark.length).indexOf(mark, 'latin1');
    if (at >= 0 && at < limit && at + 1 < first.headerEnd)
      first = { headerEnd: at + 1, bodyStart: at + mark.length };
  }
  return first;
}
