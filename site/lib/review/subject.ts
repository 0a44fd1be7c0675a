import type { Thread } from '../../../data/schema/message.ts';
import type { Statement } from './statements.ts';

/** What a thread is about: a question that its first messages ask, else what the first one says foremost. */
export interface Subject {
  readonly asked: boolean;
  readonly statement: Statement;
}

/** The first messages, the opener foremost: where a thread says what it is about. */
const early = 3;

/** A question mark that ends a sentence, and none inside an address. */
const asks = /\?(?=[\s"')\]]|$)/;

/** A question mark at the end of it all, quotation marks and brackets apart. */
const endsAsking = /\?["')\]]*\s*$/;

/** @param ranked Statements of the thread, the foremost first. */
export function subjectOf(thread: Thread, ranked: readonly Statement[]): Subject | null {
  const first = thread.messages.filter(({ ghost }) => !ghost).slice(0, early);
  const places = new Map(first.map(({ messageId }, at) => [messageId, at]));
  const questions = ranked.filter(
    ({ claim, message }) =>
      claim.kind === 'issue' && places.has(message.messageId) && asks.test(claim.text),
  );
  const [opener] = first;
  // Of the first message a sentence that ends in the mark is one whatever kind it was taken for: "Should we … ?" reads like a proposal.
  const opening = [...questions, ...ranked.filter(({ claim }) => endsAsking.test(claim.text))].find(
    ({ message }) => message.messageId === opener?.messageId,
  );
  if (opening) return { asked: true, statement: opening };
  const said = ranked.find(({ message }) => message.messageId === opener?.messageId);
  if (said) return { asked: false, statement: said };
  const [later] = questions;
  return later ? { asked: true, statement: later } : null;
}
