import { visible } from '../../data/schema/fault.ts';
import { attachmentLine, leafKind } from './attachment.ts';
import { decodeCharset } from './charset.ts';
import { type ContentType, contentTypeOf } from './content-type.ts';
import { decodeWords } from './encoded-word.ts';
import { flowed } from './flowed.ts';
import { type Fields, readHeader } from './header.ts';
import { htmlToText } from './html-text.ts';
import { maxBodyLength, maxDepth, maxParts } from './limits.ts';
import { splitParts } from './multipart.ts';
import { decodeTransfer } from './transfer.ts';

/** What the walk has seen so far; the limits count over the whole message. */
interface Walk {
  parts: number;
  length: number;
  /** Whether the part that is read stands in a multipart/alternative. */
  alternative: boolean;
}

/** Text of an entity: from plain parts, and from HTML only where nothing else has text. */
interface Text {
  readonly plain: string[];
  readonly html: string[];
  /** A line on each attachment that is no text. */
  readonly named: string[];
}

/**
 * The decoded text body of a message: its plain parts and attached patches in order, or its HTML as text
 * where it has nothing else, then a line on each attachment that is not kept. Lines end in `\n`; NUL
 * becomes U+FFFD, since C strings and indexes stop at it.
 */
export function bodyOf(fields: Fields, raw: Buffer): string {
  const { plain, html, named } = textOf(fields, raw, 0, {
    parts: 0,
    length: 0,
    alternative: false,
  });
  const written = saysSomething(plain) || !saysSomething(html) ? plain : html;
  const text = joined([...written, ...named]);
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
  if (walk.parts > maxParts || walk.length > maxBodyLength) return noText();
  const content = contentTypeOf(fields.get('content-type'));
  if (content.boundary && depth < maxDepth) {
    const parts = splitParts(raw, content.boundary, maxParts - walk.parts);
    if (parts.length > 0) return multipart(content, parts, depth, walk);
  }
  if (enclosed.test(content.type) && depth < maxDepth) {
    const { bytes } = decodeTransfer(raw, fields.get('content-transfer-encoding') ?? '');
    return forwarded(bytes, depth, walk);
  }
  return leafOf(fields, content, raw, walk);
}

/** A whole message inside another one (RFC 2046 section 5.2.1, RFC 6532 section 3.7). */
const enclosed = /^message\/(?:rfc822|global|news)$/;

const noText = (): Text => ({ plain: [], html: [], named: [] });

function leafOf(fields: Fields, content: ContentType, raw: Buffer, walk: Walk): Text {
  const kind = leafKind({ fields, content, alternative: walk.alternative });
  if (kind === 'nothing') return noText();
  if (kind === 'named') {
    const { bytes } = decodeTransfer(raw, fields.get('content-transfer-encoding') ?? '');
    return { ...noText(), named: [attachmentLine(fields, content, bytes.length)] };
  }
  const text = leafText(fields, content, raw);
  walk.length += text.length;
  return kind === 'html'
    ? { ...noText(), html: [htmlToText(text)] }
    : { ...noText(), plain: [text] };
}

function multipart(content: ContentType, parts: readonly Buffer[], depth: number, walk: Walk) {
  const all = noText();
  const outer = walk.alternative;
  for (const part of parts) {
    const header = readHeader(part);
    walk.alternative = content.type === 'multipart/alternative';
    const text = textOf(header.fields, part.subarray(header.bodyStart), depth + 1, walk);
    all.plain.push(...text.plain);
    all.named.push(...text.named);
    all.html.push(...text.html);
  }
  walk.alternative = outer;
  if (content.type !== 'multipart/alternative') return all;
  // An HTML part beside plain text in an alternative says the same again.
  if (saysNothing(all.plain, all.html)) return { ...all, plain: [] };
  return saysSomething(all.plain) ? { ...all, html: [] } : all;
}

const saysSomething = (plain: readonly string[]) => plain.some((part) => /\S/.test(part));

/** `Your reader cannot show HTML` in place of the text, and the text in HTML alone. */
function saysNothing(plain: readonly string[], html: readonly string[]): boolean {
  const text = plain.join('').trim();
  return (
    text.length < 250 &&
    /\bHTML\b/i.test(text) &&
    /\b(?:e-?mail|mail|message|client|reader|browser|viewer|program)\b/i.test(text) &&
    html.join('').trim().length > text.length / 2
  );
}

/**
 * A forwarded message between rules, as mail readers show it: who wrote it stands before its text, so that
 * its words count as a quote.
 */
function forwarded(raw: Buffer, depth: number, walk: Walk): Text {
  const { fields, bodyStart } = readHeader(raw);
  const head = (['from', 'date', 'subject'] as const)
    .flatMap((name) => {
      const value = fields.get(name);
      return value
        ? [`${name[0]?.toUpperCase()}${name.slice(1)}: ${visible(decodeWords(value))}\n`]
        : [];
    })
    .join('');
  const inner = textOf(fields, raw.subarray(bodyStart), depth + 1, walk);
  const plain = inner.plain.length > 0 ? inner.plain : inner.html;
  return plain.length > 0
    ? { plain: [`${forwardedHead}${head}\n`, ...plain, forwardedEnd], html: [], named: inner.named }
    : inner;
}

const forwardedHead = '\n-------- Forwarded Message --------\n';
const forwardedEnd = '-------- End of forwarded message --------\n';

function leafText(fields: Fields, content: ContentType, raw: Buffer): string {
  const { bytes, footer } = decodeTransfer(raw, fields.get('content-transfer-encoding') ?? '');
  const text = flowed(cleaned(decodeCharset(bytes, content.charset)), fields);
  if (!footer) return text;
  const separator = text === '' || text.endsWith('\n') ? '' : '\n';
  return text + separator + cleaned(decodeCharset(footer, ''));
}

function cleaned(text: string): string {
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  return lines.includes('\0') ? lines.replaceAll('\0', '\ufffd') : lines;
}
