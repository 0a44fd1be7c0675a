import type { Claim } from '../../../data/schema/claim.ts';
import type { Message, Thread } from '../../../data/schema/message.ts';
import { knownName } from '../../../data/schema/store/known-name.ts';
import { claimsIn, message } from '../messages.ts';
import { personName } from '../people.ts';
import { shownClaims } from '../shown-claims.ts';
import { store } from '../store.ts';

/** Something said in a thread: the claim, its message and where that stands in the tree. */
export interface Statement {
  readonly claim: Claim;
  readonly message: Message;
  readonly author: string;
  readonly depth: number;
}

/**
 * Every statement of a thread in the order of the tree, reviewed or extracted; words that were said
 * before, as in a patch posted again, count once.
 */
export function statementsOf(thread: Thread): Statement[] {
  const said = new Set<string>();
  return thread.messages.flatMap((entry) => {
    const found = entry.ghost ? undefined : message(entry.messageId);
    if (!found) return [];
    return shownClaims(claimsIn(entry.messageId)).flatMap((claim) => {
      const words = claim.text.replaceAll(/[\s>|]+/g, ' ').trim();
      if (said.has(words)) return [];
      said.add(words);
      const reader = store();
      const name = reader ? knownName(reader, found.from) : found.from.name;
      const author = personName(name, found.from.address);
      return [{ claim, message: found, author, depth: entry.depth }];
    });
  });
}

/** The most salient first; equals in the order of the tree. */
export const bySalience = (statements: readonly Statement[]): Statement[] =>
  statements.toSorted((a, b) => b.claim.salience - a.claim.salience);
