import type { Statement } from './statements.ts';
import { onOneLine } from './words.ts';

/** Words of somebody who takes a patch or says that it is taken. */
const taken =
  /(?:^\W*(?:thanks,? )?(?:now )?(?:applied|queued up|queued|merged)\b|\b(?:applied|queued|merged|taken) (?:it |this |them )?(?:up )?(?:to|for|into|in) (?:my|the|for-|v?\d|-?next|mainline|upstream)|\b(?:i've|i have|i'll|i will|i'm going to) (?:now |just |plan to |go ahead and )*(?:accept(?:ed)?|appl(?:y|ied)|merged?|queued?|picked? up|take|taken) (?:it|this|that|these|them|the (?:patch|series))(?: one)?\b|\b(?:we|everybody|everyone|all) (?:have |has )?agreed (?:that|on|to)\b)/i;

/** What the author of patches promises for the next version. */
const promised =
  /\b(?:i'll|i will|will) (?:also )?(?:add|change|drop|remove|fix|rework|rename|do|update|split|move|include|respin|resend|post|send|repost)\b[^.?!]{0,120}\b(?:v\d+|next (?:version|round|spin|revision|posting|iteration))\b/i;

/** What is asked, supposed, past or denied decides nothing. */
const unsettled =
  /\?|\b(?:if|unless|might|may|maybe|perhaps|could|would|should|not|never|before|when|once|until|were|was|had|being|be)\b|n't\b/i;

/** "unless there are objections": the courtesy with which it is decided. */
const courtesy = /,?\s*\bunless (?:there|any|some|you|i hear)\b.*$/i;

/** @param patchesBy Who posted the patches of the thread, where it has any. */
export function decides(statement: Statement, patchesBy: string | null): boolean {
  const words = onOneLine(statement).replace(courtesy, '');
  if (unsettled.test(words)) return false;
  return taken.test(words) || (statement.author === patchesBy && promised.test(words));
}
