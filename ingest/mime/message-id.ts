import type { MessageId } from '../../data/schema/ids.ts';
import { maxIdLength, maxReferences } from './limits.ts';

/** Controls, bidi controls and lone surrogates: an id with these could lie on a terminal. */
const unsafe =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffd]/;

/**
 * The ids in a References or In-Reply-To value, in order, without repeats. Prose is passed over, and so
 * are ids without `@`: `In-Reply-To: <yes>` would otherwise join strangers in one thread.
 */
export function idsIn(value: string): MessageId[] {
  if (!value.includes('<')) return [];
  const ids = new Set<MessageId>();
  for (const [found] of value.matchAll(/<[^<>]{1,1200}>/g)) {
    const id = usable(found);
    if (id?.includes('@')) ids.add(id);
  }
  const list = [...ids];
  if (list.length <= maxReferences) return list;
  return [...list.slice(0, 1), ...list.slice(1 - maxReferences)];
}

/** The Message-ID of a header value; brackets are added where a mailer forgot them. */
export function ownId(value: string | undefined): MessageId | undefined {
  if (!value) return undefined;
  const bracketed = /<[^<>]*>/.exec(value)?.[0];
  if (bracketed) return usable(bracketed);
  return /^[^\s<>]+@[^\s<>]+$/.test(value) ? usable(`<${value}>`) : undefined;
}

/** White space inside an id comes from folding and is no part of it (RFC 5322 section 3.6.4). */
function usable(bracketed: string): MessageId | undefined {
  const id = /\s/.test(bracketed) ? bracketed.replace(/\s+/g, '') : bracketed;
  if (id.length < 3 || id.length > maxIdLength + 2 || unsafe.test(id)) return undefined;
  return id as MessageId;
}
