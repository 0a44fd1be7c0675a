import { visible } from '../../data/schema/fault.ts';
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
}

/** Text in name, but no prose or code: nobody wants to read it between the lines of a mail. */
const unread = /^text\/(?:calendar|(?:x-)?vcard|directory|rtf|richtext|enriched|x-amp-html)$/;
const signature = /^application\/(?:pgp-signature|pgp-encrypted|(?:x-)?pkcs7-(?:signature|mime))$/;
const patchName = /\.(?:patch|diff)$/i;

export function leafKind({ fields, content, alternative }: Leaf): LeafKind {
  const { type } = content;
  if (type === 'text/html' || type === 'application/xhtml+xml') return 'html';
  // A multipart whose boundary never occurs is read as the text that it is.
  if (type === 'text/plain' || type.startsWith('multipart/')) return 'plain';
  if (alternative || signature.test(type)) return 'nothing';
  if (type.startsWith('text/') && !unread.test(type)) return 'plain';
  return patchName.test(nameOf(fields)) ? 'plain' : 'named';
}

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
  const name = decodeWords(percentDecoded(given)).replace(/\s+/g, ' ').trim();
  return visible(name.slice(-longestName)).toWellFormed();
}

/** RFC 2231 escapes; anything else is left as it is. */
function percentDecoded(value: string): string {
  if (!/%[0-9a-f]{2}/i.test(value)) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
