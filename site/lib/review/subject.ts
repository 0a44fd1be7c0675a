import type { Thread } from '../../../data/schema/message.ts';
import { tellingWords } from '../../../data/schema/telling-words.ts';
import type { Statement } from './statements.ts';
import { onOneLine } from './words.ts';

/** What a thread is about: a question that its first messages ask, else the sentence of the first one that proposes. */
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

/** "Is that acceptable?" asks of what only the lines above it tell; "You may wonder …?" asks nobody. */
const pointsBack =
  /^(?:and |so |but )?(?:is|are|was|does|do|would|will|can|could|should|has) (?:that|this|it|these|those|they)\b|\byou(?:'re| are| may| might)\b.{0,20}\bwonder/i;

/** `2b)`, `(a)`, `NOTE2:`: an item of a list or an aside, not what the mail is for. */
const item = /^\s*(?:\(?(?:\d{1,2}[a-z]{0,3}|[a-z])[).:]|note\s*\d*:|\*|-\s)/i;

/** Words with which a mail says what it proposes or what is wrong. */
const proposing =
  /\b(?:propos(?:e|es|al|ing)|this (?:series|patch|patchset|patch set|rfc|change)|(?:is|are) introduced|introduc(?:e|es|ing)|the (?:real |basic |main |core )(?:issue|problem|idea|question|goal)|i(?:'d| would) like to|we (?:should|want|would like))\b/i;

/** Less than this and the subject line tells more. */
const leastSaid = 2;
const opens = 600;

/** The sentence of a mail that says what is proposed: by its words, those of the subject, and how early it stands. */
function proposal(ranked: readonly Statement[]): Statement | undefined {
  const score = (one: Statement) => {
    const { claim, message } = one;
    const subject = tellingWords(message.subject.replaceAll(/\[[^\]]{0,80}\]/g, ' '));
    const common = [...tellingWords(claim.text)].filter((word) => subject.has(word)).length;
    return (
      (proposing.test(onOneLine(one)) ? 2 : 0) + Math.min(common, 3) + (claim.start < opens ? 1 : 0)
    );
  };
  const [best] = ranked
    .filter(({ claim }) => !item.test(claim.text) && !claim.text.trimEnd().endsWith(':'))
    .map((statement) => ({ statement, points: score(statement) }))
    .filter(({ points }) => points >= leastSaid)
    .toSorted((a, b) => b.points - a.points);
  return best?.statement;
}

/** @param ranked Statements of the thread, the foremost first. */
export function subjectOf(thread: Thread, ranked: readonly Statement[]): Subject | null {
  const first = thread.messages.filter(({ ghost }) => !ghost).slice(0, early);
  const places = new Map(first.map(({ messageId }, at) => [messageId, at]));
  const questions = ranked.filter(
    (one) =>
      one.claim.kind === 'issue' &&
      places.has(one.message.messageId) &&
      asks.test(one.claim.text) &&
      !pointsBack.test(onOneLine(one)),
  );
  const [opener] = first;
  // Of the first message a sentence that ends in the mark is one whatever kind it was taken for: "Should we … ?" reads like a proposal.
  const opening = [
    ...questions,
    ...ranked.filter((one) => endsAsking.test(one.claim.text) && !pointsBack.test(onOneLine(one))),
  ].find(({ message }) => message.messageId === opener?.messageId);
  if (opening) return { asked: true, statement: opening };
  const said = proposal(ranked.filter(({ message }) => message.messageId === opener?.messageId));
  if (said) return { asked: false, statement: said };
  const [later] = questions;
  return later ? { asked: true, statement: later } : null;
}
