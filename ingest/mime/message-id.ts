import type { MessageId } from '../../data/schema/ids.ts';
import { decodeWords } from './encoded-word.ts';
import { maxIdLength, maxReferences } from './limits.ts';

/** Controls, bidi controls and lone surrogates: an id with these could lie on a terminal. */
const unsafe =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffd]/;

/**
 * The ids in a References or In-Reply-To value, in order, without repeats. Prose is passed over. Some
 * mailers encode the value as if it were text, or leave out the brackets. Ids without `@` are kept, and
 * threading believes them only where a message bears them.
 */
export function idsIn(value: string): MessageId[] {
  const plain = unwrapped(value.includes('=?') ? decodeWords(value) : value);
  const ids = new Set<MessageId>();
  for (const found of plain.includes('<') ? bracketed(closed(plain)) : bare(plain)) {
    const id = usable(found);
    if (id) ids.add(id);
  }
  const list = [...ids];
  if (list.length <= maxReferences) return list;
  return [...list.slice(0, 1), ...list.slice(1 - maxReferences)];
}

/** The id in the address of a message in a list's archive, as public-inbox has them. */
const archived = /<?https?:\/\/[^\s<>]{1,200}\/([^\s<>/]{1,600}@[^\s<>/]{1,300})\/?>?/g;

/** An id that somebody copied out of a page: its brackets as HTML has them, or the address of the message. */
function unwrapped(value: string): string {
  const plain = value.includes('&lt;') ? value.replace(/&lt;(.*?)&gt;/g, '<$1>') : value;
  return plain.includes('://') ? plain.replace(archived, '<$1>') : plain;
}

function* bracketed(value: string): Iterable<string> {
  for (const [found] of value.matchAll(/<[^<>]{1,1200}>/g)) {
    if (found.includes('@') || !/\s/.test(found)) yield found;
  }
}

/** A mailer's limit may cut off the last bracket; an id without white space is whole up to there. */
const closed = (value: string) => value.replace(/(<[^<>\s]+@[^<>\s]+)\s*$/, '$1>');

/** Ids without brackets, where the value holds nothing else: in prose, an address is no id. */
function bare(value: string): string[] {
  const words = value.split(/[\s,]+/).filter((word) => word !== '');
  const allIds = words.every((word) => /^[^\s@"(),;:]{1,600}@[^\s@"(),;:]{1,600}$/.test(word));
  return allIds ? words.map((word) => `<${word}>`) : [];
}

/** The Message-ID of a header value; brackets are added where a mailer forgot them. */
export function ownId(value: string | undefined): MessageId | undefined {
  if (!value) return undefined;
  const plain = value.includes('=?') ? decodeWords(value) : value;
  const found = /<[^<>]*>/.exec(closed(plain))?.[0];
  if (found) return usable(found);
  return /^[^\s<>]+@[^\s<>]+$/.test(plain) ? usable(`<${plain}>`) : undefined;
}

/** White space inside an id comes from folding and is no part of it (RFC 5322 section 3.6.4). */
function usable(bracketed: string): MessageId | undefined {
  const id = /\s/.test(bracketed) ? bracketed.replace(/\s+/g, '') : bracketed;
  if (id.length < 3 || id.length > maxIdLength + 2 || unsafe.test(id)) return undefined;
  return id as MessageId;
}
