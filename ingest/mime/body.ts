import { decodeCharset } from './charset.ts';
import { type ContentType, contentTypeOf } from './content-type.ts';
import { type Fields, readHeader } from './header.ts';
import { htmlToText } from './html-text.ts';
import { maxBodyLength, maxDepth, maxParts } from './limits.ts';
import { splitParts } from './multipart.ts';
import { decodeTransfer } from './transfer.ts';

/** What the walk has seen so far; the limits count over the whole message. */
interface Walk {
  parts: number;
  length: number;
}

/** Text of an entity: from text/plain parts, and from HTML only where nothing else has text. */
interface Text {
  readonly plain: string[];
  readonly html: string[];
}

/**
 * The decoded text body of a message: its text/plain parts in order, or its HTML as text where it has
 * nothing else. Lines end in `\n`; NUL becomes U+FFFD, since C strings and indexes stop at it.
 */
export function bodyOf(fields: Fields, raw: Buffer): string {
  const { plain, html } = textOf(fields, raw, 0, { parts: 0, length: 0 });
  const text = plain.some((part) => /\S/.test(part)) ? joined(plain) : joined([...plain, ...html]);
  return text.length > maxBodyLength ? text.slice(0, maxBodyLength).toWellFormed() : text;
}

function joined(parts: readonly string[]): string {
  if (parts.length === 1) return parts[0] ?? '';
  const shown = parts.filter((part) => part !== '');
  return shown
    .map((part, index) => (index + 1 < shown.length && !part.endsWith('\n') ? `${part}\n` : part))
    .join('');
}

function textOf(fields: Fields, raw: Buffer, depth: number, walk: Walk): Text {
  walk.parts += 1;
  const none: Text = { plain: [], html: [] };
  if (walk.parts > maxParts || walk.length > maxBodyLength) return none;
  const content = contentTypeOf(fields.get('content-type'));
  if (content.boundary && depth < maxDepth) {
    const parts = splitParts(raw, content.boundary, maxParts - walk.parts);
    if (parts.length > 0) return multipart(content, parts, depth, walk);
  }
  if (content.type === 'message/rfc822' && depth < maxDepth) return forwarded(raw, depth, walk);
  const leaf = leafKind(content);
  if (!leaf) return none;
  const text = leafText(fields, content, raw);
  walk.length += text.length;
  return leaf === 'html' ? { plain: [], html: [htmlToText(text)] } : { plain: [text], html: [] };
}

function leafKind(content: ContentType): 'plain' | 'html' | undefined {
  if (content.type === 'text/html' || content.type === 'application/xhtml+xml') return 'html';
  // A multipart whose boundary never occurs is read as the text that it is.
  if (content.type === 'text/plain' || content.type.startsWith('multipart/')) return 'plain';
  return undefined;
}

function multipart(content: ContentType, parts: readonly Buffer[], depth: number, walk: Walk) {
  const all: Text = { plain: [], html: [] };
  for (const part of parts) {
    const header = readHeader(part);
    const text = textOf(header.fields, part.subarray(header.bodyStart), depth + 1, walk);
    all.plain.push(...text.plain);
    // An HTML part beside plain text in an alternative says the same again.
    if (content.type !== 'multipart/alternative' || all.plain.length === 0) {
      all.html.push(...text.html);
    }
  }
  return all;
}

/** A forwarded message: who wrote it stands before its text, as mail readers show it. */
function forwarded(raw: Buffer, depth: number, walk: Walk): Text {
  const { fields, bodyStart } = readHeader(raw);
  const head = (['from', 'date', 'subject'] as const)
    .flatMap((name) => {
      const value = fields.get(name);
      return value ? [`${name[0]?.toUpperCase()}${name.slice(1)}: ${value}\n`] : [];
    })
    .join('');
  const inner = textOf(fields, raw.subarray(bodyStart), depth + 1, walk);
  const plain = inner.plain.length > 0 ? inner.plain : inner.html;
  return plain.length > 0 ? { plain: [`${head}\n`, ...plain], html: [] } : inner;
}

function leafText(fields: Fields, content: ContentType, raw: Buffer): string {
  const { bytes, footer } = decodeTransfer(raw, fields.get('content-transfer-encoding') ?? '');
  const text = cleaned(decodeCharset(bytes, content.charset));
  if (!footer) return text;
  const separator = text === '' || text.endsWith('\n') ? '' : '\n';
  return text + separator + cleaned(decodeCharset(footer, ''));
}

function cleaned(text: string): string {
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  return lines.includes('\0') ? lines.replaceAll('\0', '\ufffd') : lines;
}
