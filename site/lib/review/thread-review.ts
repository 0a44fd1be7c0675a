import type { Experiment } from '../../../data/schema/experiment.ts';
import type { Thread } from '../../../data/schema/message.ts';
import { decides } from './decided.ts';
import { asksOthers } from './left-open.ts';
import { mapOf, type ThreadMap } from './map.ts';
import { nearestExperiments } from './nearest.ts';
import { type Patches, patchesOf } from './patches.ts';
import { type Person, peopleOf } from './people.ts';
import { bySalience, type Statement, statementsOf } from './statements.ts';
import { type Subject, subjectOf } from './subject.ts';

/** What can be told of a thread before anybody reviewed it; every sentence is somebody's exact words. */
export interface ThreadReview {
  readonly statements: number;
  readonly subject: Subject | null;
  readonly top: readonly Statement[];
  readonly people: readonly Person[];
  readonly map: ThreadMap;
  readonly decided: readonly Statement[];
  /** Questions whose message nobody answered. */
  readonly open: readonly Statement[];
  readonly patches: Patches;
  readonly testable: readonly {
    readonly statement: Statement;
    readonly near: readonly Experiment[];
  }[];
}

const mostTop = 10;
const mostListed = 5;
const mostTestable = 8;

export function reviewOfThread(thread: Thread): ThreadReview {
  const statements = statementsOf(thread);
  const ranked = bySalience(statements);
  const subject = subjectOf(thread, ranked);
  const patchesBy = posterOf(thread, statements);
  return {
    statements: statements.length,
    subject,
    top: ranked.filter((one) => one !== subject?.statement).slice(0, mostTop),
    people: peopleOf(statements),
    map: mapOf(statements),
    decided: ranked.filter((one) => decides(one, patchesBy)).slice(0, mostListed),
    open: unanswered(thread, ranked).slice(0, mostListed),
    patches: patchesOf(thread),
    testable: ranked
      .filter(({ claim }) => claim.testable)
      .slice(0, mostTestable)
      .map((statement) => ({ statement, near: nearestExperiments(statement.claim.text) })),
  };
}

function unanswered(thread: Thread, ranked: readonly Statement[]): Statement[] {
  const answered = new Set(thread.messages.map(({ inReplyTo }) => inReplyTo));
  return ranked.filter(
    (one) => one.claim.kind === 'issue' && asksOthers(one) && !answered.has(one.message.messageId),
  );
}

/** Who posted the patches that a thread begins with. */
function posterOf(thread: Thread, statements: readonly Statement[]): string | null {
  const first = thread.messages.find(({ ghost }) => !ghost)?.messageId;
  const opener = statements.find(({ message }) => message.messageId === first);
  return opener && /\[[^\]]{0,60}\b(?:PATCH|RFC)\b/i.test(opener.message.subject)
    ? opener.author
    : null;
}
