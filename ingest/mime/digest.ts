import type { SourceRef } from '../../data/schema/message.ts';
import type { ParsedMessage } from '../parsed.ts';
import { bodyOf } from './body.ts';
import { contentTypeOf } from './content-type.ts';
import { type Fields, type Header, readHeader } from './header.ts';
import { maxDepth, maxParts } from './limits.ts';
import { messageOf, parseMessage } from './message.ts';
import { splitParts } from './multipart.ts';
import { plainDigest } from './plain-digest.ts';
import { decodeTransfer } from './transfer.ts';

/** The messages that one mail holds: itself, or those of a digest that a list sends in place of mail. */
export type ParsedMail =
  | { readonly ok: true; readonly messages: readonly ParsedMessage[] }
  | { readonly ok: false; readonly reason: string };

/** Reads one mail. Never throws on any bytes. */
export function parseMail(raw: Buffer, source: SourceRef): ParsedMail {
  const header = readHeader(raw);
  const digested = digestMessages(raw, header, source);
  if (digested.length > 0) return { ok: true, messages: digested };
  const parsed = parseMessage(raw, source, header);
  return parsed.ok ? { ok: true, messages: [parsed.message] } : parsed;
}

/**
 * The messages of a digest: a multipart/digest (RFC 2046 section 5.1.5) or the plain text of RFC 1153.
 * The list's own table of contents is no message. Empty for any other mail: what somebody passes on
 * inside a mail of his own stays a part of that.
 */
function digestMessages(
  raw: Buffer,
  { fields, bodyStart }: Header,
  source: SourceRef,
): ParsedMessage[] {
  const { type, boundary } = contentTypeOf(fields.get('content-type'));
  const titled = /\bdigest\b/i.test(fields.get('subject') ?? '');
  if (!titled && type !== 'multipart/digest') return [];
  const body = raw.subarray(bodyStart);
  const parsed = boundary
    ? enclosedIn(type, boundary, body, 0).map((part) => parseMessage(part, source))
    : plainDigest(bodyOf(fields, body)).map((part) => messageOf(part.fields, part.text, source));
  return parsed.flatMap((part) => (part.ok ? [part.message] : []));
}

/** The parts of every multipart/digest in a multipart. */
function enclosedIn(type: string, boundary: string, raw: Buffer, depth: number): Buffer[] {
  const parts = splitParts(raw, boundary, maxParts);
  if (type === 'multipart/digest') return parts.flatMap((part) => enclosed(part));
  if (depth > maxDepth || !raw.includes('multipart/digest', 0, 'latin1')) return [];
  return parts.flatMap((part) => {
    const { fields, bodyStart } = readHeader(part);
    const inner = contentTypeOf(fields.get('content-type'));
    if (!inner.boundary) return [];
    return enclosedIn(inner.type, inner.boundary, part.subarray(bodyStart), depth + 1);
  });
}

/** A part is a message/rfc822 where its header says nothing else; some lists leave that header out. */
function enclosed(part: Buffer): Buffer[] {
  const { fields, bodyStart } = readHeader(part);
  if (isMessageHeader(fields)) return [part];
  const type = fields.get('content-type');
  if (type !== undefined && !/^\s*message\//i.test(type)) return [];
  const inside = part.subarray(bodyStart);
  return [decodeTransfer(inside, fields.get('content-transfer-encoding') ?? '').bytes];
}

const isMessageHeader = (fields: Fields) => fields.has('from') || fields.has('message-id');
