import { decodeCharset } from './charset.ts';
import { decodeQuotedPrintable } from './transfer.ts';

interface Word {
  readonly charset: string;
  readonly bytes: Buffer;
}

/**
 * Decodes the RFC 2047 encoded words of a header value. Adjacent words of one charset are joined as
 * bytes first, since mailers split multi-byte characters between words.
 */
export function decodeWords(value: string): string {
  if (!value.includes('=?')) return value;
  let text = '';
  let last = 0;
  let pending: Word | undefined;
  const flush = () => {
    if (pending) text += decodeCharset(pending.bytes, pending.charset);
    pending = undefined;
  };
  for (const match of value.matchAll(/=\?([^?\s]{1,80})\?([bq])\?([^?\s]*(?: [^?\s]+)*)\?=/gi)) {
    const between = value.slice(last, match.index);
    const word = decodeWord(match[1] ?? '', match[2] ?? '', match[3] ?? '');
    const adjacent = pending !== undefined && /^\s*$/.test(between);
    if (pending && adjacent && pending.charset === word.charset) {
      pending = { ...word, bytes: Buffer.concat([pending.bytes, word.bytes]) };
    } else {
      flush();
      if (!adjacent) text += between;
      pending = word;
    }
    last = match.index + match[0].length;
  }
  flush();
  return text + value.slice(last);
}

function decodeWord(charset: string, encoding: string, payload: string): Word {
  const bytes =
    encoding.toLowerCase() === 'b'
      ? Buffer.from(payload, 'base64')
      : decodeQuotedPrintable(Buffer.from(payload.replaceAll('_', ' '), 'latin1'));
  // RFC 2231 section 5: a language may follow the charset.
  return { charset: charset.replace(/\*.*$/, '').toLowerCase(), bytes };
}
