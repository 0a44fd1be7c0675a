import type { Message } from '../../data/schema/message.ts';
import type { SiteClaim } from './claims.ts';
import { around, type Run, runsOf } from './mail.ts';
import { store } from './store.ts';

/** A claim's exact words with the lines around them, as far as this store has the message. */
export interface ShownQuote {
  readonly before: string;
  readonly runs: readonly Run[];
  readonly after: string;
  readonly message: Message | undefined;
}

/** Lines of context before and after the quote. */
const context = 3;

/** Undefined where neither the store nor the repository holds the words. */
export function quoteOf(claim: SiteClaim): ShownQuote | undefined {
  const stored = store()?.claim(claim.id);
  const message = stored && store()?.message(stored.messageId);
  if (stored && message) {
    const [from, to] = around(message.body, stored.start, stored.end, context);
    return {
      before: message.body.slice(from, stored.start),
      runs: runsOf(message.body, stored.start, stored.end, [stored]),
      after: message.body.slice(stored.end, to),
      message,
    };
  }
  if (!claim.quote) return undefined;
  const { prefix, exact, suffix } = claim.quote;
  return {
    before: prefix,
    runs: [{ text: exact, covers: [claim.id], opens: [] }],
    after: suffix,
    message: undefined,
  };
}
