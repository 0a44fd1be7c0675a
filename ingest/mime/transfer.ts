/** Bytes of a part after its Content-Transfer-Encoding, and clear text appended after base64. */
export interface Decoded {
  readonly bytes: Buffer;
  /** What a list server appended in clear text behind an encoded body. */
  readonly footer?: Buffer;
}

/** Undoes an RFC 2045 transfer encoding; an unknown one leaves the bytes as they are. */
export function decodeTransfer(raw: Buffer, encoding: string): Decoded {
  const name = /^"?([\w-]+)/.exec(encoding.trim().toLowerCase())?.[1] ?? '';
  if (name === 'base64') return decodeBase64(raw);
  if (name === 'quoted-printable') return { bytes: decodeQuotedPrintable(raw) };
  if (/^(?:x-)?uu(?:encode|e)$/.test(name)) return { bytes: uudecoded(raw) };
  return { bytes: raw };
}

/** The lines between `begin 644 name` and `end`; what is no such file stays as it is. */
function uudecoded(raw: Buffer): Buffer {
  const lines = raw.toString('latin1').split(/\r?\n/);
  const begin = lines.findIndex((line) => /^begin [0-7]{3,4} /.test(line));
  if (begin < 0) return raw;
  const parts: Buffer[] = [];
  for (const line of lines.slice(begin + 1)) {
    const length = (line.charCodeAt(0) - 32) & 63;
    if (line === '' || line === 'end' || length === 0) break;
    const six = [...line.slice(1)].map((c) => (c.charCodeAt(0) - 32) & 63);
    const bytes = Buffer.alloc(Math.ceil(six.length / 4) * 3);
    for (let i = 0, at = 0; i < six.length; i += 4) {
      const [a = 0, b = 0, c = 0, d = 0] = six.slice(i, i + 4);
      bytes.writeUIntBE((a << 18) | (b << 12) | (c << 6) | d, at, 3);
      at += 3;
    }
    parts.push(bytes.subarray(0, length));
  }
  return Buffer.concat(parts);
}

/** A line of base64 in which a few characters are none, as broken gateways leave it. */
const damaged =
  /^(?=(?:[A-Za-z0-9+/=]*[^A-Za-z0-9+/=\s]){1,2}[A-Za-z0-9+/=]*\r?$)(?!.*(?:@|:\/\/))\S{40,}$/gm;
/** Encoded text right behind the padding of another: two bodies that were joined as they were. */
const joined =
  /=\r?\n(?=(?:[A-Za-z0-9+/]{4}){4,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?\s*(?:$|\n))/;

/** Bodies joined as they were that are taken apart; a hostile one has thousands. */
const mostJoined = 100;

function decodeBase64(raw: Buffer): Decoded {
  let text = raw.toString('latin1');
  if (/[^A-Za-z0-9+/=\s]/.test(text)) {
    text = text.replace(damaged, (line) => line.replace(/[^A-Za-z0-9+/=\s]/g, ''));
  }
  const before: Buffer[] = [];
  for (let seam = joined.exec(text); seam && before.length < mostJoined; seam = joined.exec(text)) {
    const cut = seam.index + seam[0].length;
    before.push(Buffer.from(text.slice(0, cut), 'base64'));
    text = text.slice(cut);
  }
  const last = decodeOne(text);
  return before.length === 0 ? last : { ...last, bytes: Buffer.concat([...before, last.bytes]) };
}

/**
 * Base64 up to the first line that cannot be base64; the rest is a footer in clear text. Node's own
 * decoder would take the footer's letters for data.
 */
function decodeOne(text: string): Decoded {
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
  return { bytes, footer: Buffer.from(text.slice(cut), 'latin1') };
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
