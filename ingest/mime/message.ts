import { visible } from '../../data/schema/fault.ts';
import type { SourceRef } from '../../data/schema/message.ts';
import { syntheticId } from '../merge/synthetic-id.ts';
import type { ParsedMessage } from '../parsed.ts';
import { authorOf } from './author.ts';
import { bodyOf } from './body.ts';
import { dateIn } from './date.ts';
import { decodeWords } from './encoded-word.ts';
import { type Fields, readHeader } from './header.ts';
import { maxSubjectLength } from './limits.ts';
import { idsIn, ownId } from './message-id.ts';

/** A message, or why these bytes are none. */
export type Parsed =
  | { readonly ok: true; readonly message: ParsedMessage }
  | { readonly ok: false; readonly reason: string };

/**
 * Reads one RFC 5322 message with its MIME body. Never throws on any bytes: what cannot be read is left
 * out, and bytes without a single header field are refused.
 *
 * @param header that of these bytes, where it was read before
 */
export function parseMessage(raw: Buffer, source: SourceRef, header = readHeader(raw)): Parsed {
  const { fields, bodyStart, count } = header;
  if (count === 0) return { ok: false, reason: 'no header field' };
  return messageOf(fields, bodyOf(fields, raw.subarray(bodyStart)), source);
}

/** A message of a header that was read and a decoded text. */
export function messageOf(fields: Fields, body: string, source: SourceRef): Parsed {
  const from = authorOf(fields, body);
  const date = dateIn(fields.get('date'));
  const subject = subjectOf(fields.get('subject') ?? '');
  const inReplyTo = idsIn(fields.get('in-reply-to') ?? '');
  const given = ownId(fields.get('message-id'));
  if (!given && body === '' && subject === '' && from.name === '' && from.address === '') {
    return { ok: false, reason: 'no author, subject, id or text' };
  }
  return {
    ok: true,
    message: {
      messageId:
        given ?? syntheticId({ from, date, text: [subject, ...inReplyTo, body].join('\n') }),
      synthetic: given === undefined,
      inReplyTo,
      references: idsIn(fields.get('references') ?? ''),
      from,
      date,
      subject,
      body,
      source,
    },
  };
}

/** One line, encoded words decoded, controls as visible escapes. */
function subjectOf(value: string): string {
  const decoded = decodeWords(value.slice(0, 4 * maxSubjectLength));
  return visible(decoded.slice(0, maxSubjectLength).replace(/\s+/g, ' ').trim()).toWellFormed();
}
