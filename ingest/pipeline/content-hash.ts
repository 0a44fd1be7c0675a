import { hash } from 'node:crypto';
import type { ParsedMessage } from '../parsed.ts';

/** SHA-256 over what a message says, wherever it was read: copies with one hash are one copy. */
export function contentHash(message: Omit<ParsedMessage, 'source' | 'synthetic'>): string {
  const { messageId, inReplyTo, references, from, date, subject, body } = message;
  const head = [messageId, inReplyTo.join(' '), references.join(' '), from.name, from.address];
  return hash('sha256', [...head, date ?? '', subject, body].join('\0'), 'hex');
}
