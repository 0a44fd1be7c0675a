import type { Claim } from '../../../data/schema/claim.ts';
import type { Message, Thread } from '../../../data/schema/message.ts';
import { claimsIn, message } from '../messages.ts';
import { personName } from '../people.ts';
import { shownClaims } from '../shown-claims.ts';

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
  const names = namesIn(thread);
  return thread.messages.flatMap((entry) => {
    const found = entry.ghost ? undefined : message(entry.messageId);
    if (!found) return [];
    return shownClaims(claimsIn(entry.messageId)).flatMap((claim) => {
      const words = claim.text.replaceAll(/[\s>|]+/g, ' ').trim();
      if (said.has(words)) return [];
      said.add(words);
      const { name, address } = found.from;
      const author = personName(name.trim() || (names.get(address) ?? ''), address);
      return [{ claim, message: found, author, depth: entry.depth }];
    });
  });
}

/** The first name that each address of a thread gives: scripts that post patches often give none. */
function namesIn(thread: Thread): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { messageId } of thread.messages) {
    const { name = '', address = '' } = message(messageId)?.from ?? {};
    if (name.trim() !== '' && !names.has(address)) names.set(address, name);
  }
  return names;
}

/** The most salient first; equals in the order of the tree. */
export const bySalience = (statements: readonly Statement[]): Statement[] =>
  statements.toSorted((a, b) => b.claim.salience - a.claim.salience);
