/** Bytes of a part after its Content-Transfer-Encoding, and clear text appended after base64. */
export interface Decoded {
  readonly bytes: Buffer;
  /** What a list server appended in clear text behind an encoded body. */
  readonly footer?: Buffer;
}

/** Undoes an RFC 2045 transfer encoding; an unknown one leaves the bytes as they are. */
export function decodeTransfer(raw: Buffer, encoding: string): Decoded {
  const name = /^[\w-]+/.exec(encoding.trim().toLowerCase())?.[0] ?? '';
  if (name === 'base64') return decodeBase64(raw);
  if (name === 'quoted-printable') return { bytes: decodeQuotedPrintable(raw) };
  return { bytes: raw };
}

/**
 * Base64 up to the first line that cannot be base64; the rest is a footer in clear text. Node's own
 * decoder would take the footer's letters for data.
 */
function decodeBase64(raw: Buffer): Decoded {
  const text = raw.toString('latin1');
  const foreign = /[^A-Za-z0-9+/=\s]/.exec(text);
  const padded = /=[ \t]*\r?\n\s*(?=[^\s=])/.exec(text);
  if (!foreign && !padded) return { bytes: Buffer.from(text, 'base64') };
  const foreignLine = foreign ? lineStart(text, foreign.index) : text.length;
  const afterPadding = padded ? padded.index + padded[0].length : text.length;
  let cut = Math.min(foreignLine, afterPadding);
  // A blank line stands between body and footer; a footer's first lines may be plain words.
  const paragraph = /\S[ \t]*\r?\n(?=[ \t]*\r?\n)/.exec(text.slice(0, cut).trimEnd());
  if (paragraph) cut = paragraph.index + paragraph[0].length;
  const bytes = Buffer.from(text.slice(0, cut), 'base64');
  return { bytes, footer: raw.subarray(cut) };
}

const lineStart = (text: string, at: number) => text.lastIndexOf('\n', at) + 1;

const equals = 61;
const hex = new Int8Array(256).fill(-1);
for (const [value, digit] of [...'0123456789abcdef'].entries()) {
  hex[digit.charCodeAt(0)] = value;
  hex[digit.toUpperCase().charCodeAt(0)] = value;
}

/** Quoted-printable in one pass; a malformed escape stays as it is, as RFC 2045 section 6.7 advises. */
export function decodeQuotedPrintable(raw: Buffer): Buffer {
  let from = raw.indexOf(equals);
  if (from < 0) return raw;
  const out = Buffer.allocUnsafe(raw.length);
  let length = raw.copy(out, 0, 0, from);
  while (from < raw.length) {
    const byte = raw[from] ?? 0;
    const high = hex[raw[from + 1] ?? 0] ?? -1;
    const low = hex[raw[from + 2] ?? 0] ?? -1;
    if (byte === equals && high >= 0 && low >= 0) {
      out[length++] = high * 16 + low;
      from += 3;
    } else if (byte === equals && softBreak(raw, from + 1) > 0) {
      from = softBreak(raw, from + 1);
    } else {
      out[length++] = byte;
      from += 1;
    }
  }
  return out.subarray(0, length);
}

/** Offset after a soft line break that starts at `at`, white space before it allowed; 0 if none. */
function softBreak(raw: Buffer, at: number): number {
  let end = at;
  while (raw[end] === 32 || raw[end] === 9) end += 1;
  if (raw[end] === 13) end += 1;
  if (raw[end] === 10) return end + 1;
  return end >= raw.length || raw[end - 1] === 13 ? Math.max(end, at) : 0;
}
