import { hash } from 'node:crypto';
import { canonicalJson } from './canonical.ts';
import { ClaimId, type MessageId, RunId, ThreadId, TraceId } from './ids.ts';

/** Lower-case hex SHA-256 of UTF-8 text. */
export function sha256(text: string): string {
  return hash('sha256', text);
}

/**
 * White space folded to single spaces and trimmed: what a re-wrapping mailer leaves alone.
 * @example
 * fold(' fsync\n  returns ') // => 'fsync returns'
 */
export function fold(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

export function threadId(root: MessageId): ThreadId {
  return ThreadId.parse(`t-${sha256(root).slice(0, 12)}`);
}

/**
 * Stable under re-extraction and re-wrapping: Message-ID and folded quote decide it.
 * @example
 * import { MessageId } from './ids.ts';
 * const message = MessageId.parse('<a@example.org>');
 * claimId(message, 'fsync  returns') === claimId(message, 'fsync returns') // => true
 */
export function claimId(message: MessageId, quote: string): ClaimId {
  return ClaimId.parse(`c-${sha256(`${message}\0${fold(quote)}`).slice(0, 12)}`);
}

export function quoteHash(quote: string): string {
  return sha256(fold(quote));
}

export function runId(run: object): RunId {
  return RunId.parse(`r-${addressOf(run)}`);
}

export function traceId(trace: object): TraceId {
  return TraceId.parse(`x-${addressOf(trace)}`);
}

/** 16 hex digits over everything but the id. */
function addressOf(content: object): string {
  const { id: _, ...rest }: { readonly id?: unknown } = content;
  return sha256(canonicalJson(rest)).slice(0, 16);
}
