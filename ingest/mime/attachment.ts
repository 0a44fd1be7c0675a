import { isUtf8 } from 'node:buffer';
import { visible } from '../../data/schema/fault.ts';
import { decodeCharset } from './charset.ts';
import { type ContentType, parameterOf } from './content-type.ts';
import { decodeWords } from './encoded-word.ts';
import type { Fields } from './header.ts';

/** How a part without parts of its own enters the text of its message; `named` leaves a line about it. */
export type LeafKind = 'plain' | 'html' | 'named' | 'nothing';

/** What decides how a leaf is shown. */
export interface Leaf {
  readonly fields: Fields;
  readonly content: ContentType;
  /** Whether another part says the same: `text/plain` or HTML then does for all of them. */
  readonly alternative: boolean;
  /** Whether it is all of its message, and its bytes as sent. */
  readonly whole: boolean;
  readonly raw: Buffer;
}

/** Text in name, but no prose or code: nobody wants to read it between the lines of a mail. */
const unread = /^text\/(?:calendar|(?:x-)?vcard|directory|rtf|x-amp-html)$/;
const signature = /^application\/(?:pgp-signature|pgp-encrypted|(?:x-)?pkcs7-signature)$/;
const patchName = /\.(?:patch|diff)$/i;

export function leafKind({ fields, content, alternative, whole, raw }: Leaf): LeafKind {
  const { type } = content;
  if (type === 'text/html' || type === 'application/xhtml+xml') return 'html';
  // A multipart whose boundary never occurs is read as the text that it is.
  if (type === 'text/plain' || type.startsWith('multipart/')) return 'plain';
  if (alternative || signature.test(type)) return 'nothing';
  if (type.startsWith('text/') && !unread.test(type)) return 'plain';
  if (patchName.test(nameOf(fields))) return 'plain';
  // `plain/text`, `application/octet-stream`: text that its sender called something else.
  return whole && unspecific.test(type) && looksLikeText(raw) ? 'plain' : 'named';
}

const unspecific =
  /^(?:application\/(?:octet-stream|text|plain|x-unknown)|(?:plain|x-unknown|unknown)\/.*)$/;

const looksLikeText = (raw: Buffer) =>
  isUtf8(raw) && raw.includes(' ') && !/[\0-\x08\x0e-\x1a]/.test(raw.toString('latin1', 0, 4_096));

/** One line on what is not kept, in the style of mutt and public-inbox; `size` in bytes, decoded. */
export function attachmentLine(fields: Fields, { type }: ContentType, size: number): string {
  const name = nameOf(fields);
  return `[-- attachment: ${name === '' ? '' : `${name}, `}${type}, ${size} bytes --]\n`;
}

/** Longest file name shown, in UTF-16 code units. */
const longestName = 120;

/** The file name on one line, controls as visible escapes; empty where there is none. */
function nameOf(fields: Fields): string {
  const given =
    parameterOf(fields.get('content-disposition') ?? '', 'filename') ||
    parameterOf(fields.get('content-type') ?? '', 'name');
  const name = decodeWords(percentDecoded(given, charsetOf(fields)))
    .replace(/\s+/g, ' ')
    .trim();
  return visible(name.slice(-longestName)).toWellFormed();
}

/** The charset that RFC 2231 names before a file name: `filename*=koi8-r''…`. */
const charsetOf = (fields: Fields) =>
  /name(?:\*0)?\*\s*=\s*"?([\w-]{2,40})'/i.exec(
    `${fields.get('content-disposition') ?? ''} ${fields.get('content-type') ?? ''}`,
  )?.[1] ?? '';

/** RFC 2231 escapes; a percent sign that begins none is left as it is. */
function percentDecoded(value: string, charset: string): string {
  if (!/%[0-9a-f]{2}/i.test(value)) return value;
  const bytes = [...value.matchAll(/%([0-9a-f]{2})|[^%]+|%/gi)].map(([all, hex]) =>
    hex ? Buffer.from(hex, 'hex') : Buffer.from(all),
  );
  return decodeCharset(Buffer.concat(bytes), charset);
}
