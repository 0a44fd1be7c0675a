import type { Experiment } from '../../../data/schema/experiment.ts';
import type { Thread } from '../../../data/schema/message.ts';
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
/** Below this a thread's own ranking thinks little of a statement. */
const worthShowing = 0.1;

export function reviewOfThread(thread: Thread): ThreadReview {
  const statements = statementsOf(thread);
  const ranked = bySalience(statements);
  const subject = subjectOf(thread, ranked);
  return {
    statements: statements.length,
    subject,
    top: ranked.filter((one) => one !== subject?.statement).slice(0, mostTop),
    people: peopleOf(statements),
    map: mapOf(thread, statements),
    decided: ranked
      .filter(({ claim }) => claim.kind === 'decision' && claim.salience >= worthShowing)
      .slice(0, mostListed),
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
    ({ claim, message }) => claim.kind === 'issue' && !answered.has(message.messageId),
  );
}
