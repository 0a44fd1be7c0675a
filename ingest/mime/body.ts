import { visible } from '../../data/schema/fault.ts';
import { coverage } from '../merge/coverage.ts';
import { attachmentLine, leafKind } from './attachment.ts';
import { decodeCharset } from './charset.ts';
import { type ContentType, contentTypeOf } from './content-type.ts';
import { decodeWords } from './encoded-word.ts';
import { flowed } from './flowed.ts';
import { type Fields, readHeader } from './header.ts';
import { htmlToText } from './html-text.ts';
import { maxBodyLength, maxDepth, maxParts } from './limits.ts';
import { splitParts } from './multipart.ts';
import { signedContent } from './signed-content.ts';
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
  /** Whether it is a file that came along. */
  readonly attached?: boolean;
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
  if (signedType.test(content.type) && depth < maxDepth) {
    const { bytes } = decodeTransfer(raw, fields.get('content-transfer-encoding') ?? '');
    const signed = signedContent(bytes);
    if (signed) {
      const header = readHeader(signed);
      return textOf(header.fields, signed.subarray(header.bodyStart), depth + 1, walk);
    }
  }
  if (enclosed.test(content.type) && depth < maxDepth) {
    const { bytes } = decodeTransfer(raw, fields.get('content-transfer-encoding') ?? '');
    return forwarded(bytes, depth, walk);
  }
  return leafOf(fields, content, raw, walk);
}

/** A whole message inside another one (RFC 2046 section 5.2.1, RFC 6532 section 3.7). */
const enclosed = /^message\/(?:rfc822|global|news)$/;

/** S/MIME with the text inside of the signature (RFC 8551, section 3.5.2), or encrypted. */
const signedType = /^application\/(?:x-)?pkcs7-mime$/;

const noText = (): Text => ({ plain: [], html: [], named: [] });

function leafOf(fields: Fields, content: ContentType, raw: Buffer, walk: Walk): Text {
  const kind = leafKind({
    fields,
    content,
    alternative: walk.alternative,
    whole: walk.parts === 1,
    raw,
  });
  if (kind === 'nothing') return noText();
  if (kind === 'named') {
    const { bytes } = decodeTransfer(raw, fields.get('content-transfer-encoding') ?? '');
    return { ...noText(), named: [attachmentLine(fields, content, bytes.length)] };
  }
  const text = leafText(fields, content, raw);
  walk.length += text.length;
  const attached = /^\s*attachment\b/i.test(fields.get('content-disposition') ?? '');
  return kind === 'html'
    ? { ...noText(), html: [htmlToText(text)], attached }
    : { ...noText(), plain: [text] };
}

function multipart(content: ContentType, parts: readonly Buffer[], depth: number, walk: Walk) {
  const alternative = content.type === 'multipart/alternative';
  const pieces: Text[] = [];
  const outer = walk.alternative;
  for (const part of parts) {
    const header = readHeader(part);
    walk.alternative = alternative;
    pieces.push(textOf(header.fields, part.subarray(header.bodyStart), depth + 1, walk));
  }
  walk.alternative = outer;
  const all = joinedText(alternative ? pieces : besideEachOther(pieces));
  if (!alternative) return all;
  // An HTML part beside plain text in an alternative says the same again.
  if (saysNothing(all.plain, all.html)) return { ...all, plain: [] };
  return saysSomething(all.plain) ? { ...all, html: [] } : all;
}

const joinedText = (pieces: readonly Text[]): Text => ({
  plain: pieces.flatMap(({ plain }) => plain),
  html: pieces.flatMap(({ html }) => html),
  named: pieces.flatMap(({ named }) => named),
});

/** Share of an HTML part's phrases that plain text has, from which on it says the same again. */
const sameAgain = 0.5;

/**
 * HTML beside plain parts that do not say it is text as they are: a list puts its footer, and a scanner its
 * notice, as plain text behind a mail that is HTML alone.
 */
function besideEachOther(pieces: readonly Text[]): readonly Text[] {
  const plain = pieces.flatMap((piece) => piece.plain).join('\n');
  if (!/\S/.test(plain)) return pieces;
  return pieces.map((piece) => {
    const text = piece.html.join('');
    const alone = !saysSomething(piece.plain) && /\S/.test(text);
    if (!alone || piece.attached || coverage(text, plain) >= sameAgain) return piece;
    return { ...piece, plain: piece.html, html: [] };
  });
}

const saysSomething = (plain: readonly string[]) => plain.some((part) => /\S/.test(part));

/**
 * Plain text that only says that it is not the text, in any language: it is short, and what the HTML beside
 * it says is longer and in other words.
 */
function saysNothing(plain: readonly string[], html: readonly string[]): boolean {
  const text = plain.join('').trim();
  const shown = html.join('').trim();
  if (text.length >= longestNotice) return false;
  if (shown.length <= text.length / 2) return false;
  return aboutHtml(text) || (text.length >= shortestNotice && coverage(text, shown) < otherWords);
}

const longestNotice = 250;
const shortestNotice = 12;
/** Share of phrases up to which one text is no rendering of the other. */
const otherWords = 0.1;

const aboutHtml = (text: string) =>
  /\bHTML\b/i.test(text) &&
  /\b(?:e-?mail|mail|message|client|reader|browser|viewer|program)\b/i.test(text);

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
  const charset = content.charset || (content.type === 'text/html' ? charsetInside(bytes) : '');
  const read = cleaned(decodeCharset(bytes, charset));
  const text = flowed(enriched.test(content.type) ? withoutCommands(read) : read, fields);
  if (!footer) return text;
  const separator = text === '' || text.endsWith('\n') ? '' : '\n';
  return text + separator + cleaned(decodeCharset(footer, ''));
}

/** What HTML says of its own charset, where the mail says nothing. */
function charsetInside(bytes: Buffer): string {
  const head = bytes.toString('latin1', 0, 4_096);
  return /<meta\s[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{1,40})/i.exec(head)?.[1] ?? '';
}

/** RFC 1896: commands in angle brackets, `<<` for one, and a single line break for a space. */
const enriched = /^text\/(?:enriched|richtext)$/;
const withoutCommands = (text: string) =>
  text
    .replace(/<param>[^<]{0,200}<\/param>/gi, '')
    .replace(/<<|<\/?[a-z][a-z-]{0,60}>/gi, (found) => (found === '<<' ? '<' : ''))
    .replace(/(?<!\n)\n(?!\n)/g, ' ')
    .replace(/\n(\n+)/g, '$1');

function cleaned(text: string): string {
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  return lines.includes('\0') ? lines.replaceAll('\0', '\ufffd') : lines;
}
