import type { Quote } from '../../data/schema/message.ts';
import { align } from './align.ts';
import { attributions } from './attributions.ts';
import { blocksOf } from './blocks.ts';
import { passages } from './passages.ts';
import type { Quotable } from './quotable.ts';
import { wordsOf } from './words.ts';

/**
 * Every quoted passage of a message, each resolved to the span of the ancestor that it repeats.
 *
 * @param ancestors parent first, then its parent and so on, ghosts included (with what is known of
 *   their text), so that the number of quote marks points at the right one; relatives to look at
 *   last may follow
 * @returns quotes in the order of the body, none overlapping. `verbatim`: the same words in the same
 *   order without a gap on either side. `altered`: a word was changed, left out or put in. A passage
 *   of a ghost has its origin in what is known of the ghost and is `unresolved`, since nothing
 *   independent vouches for it.
 */
export function resolveQuotes(message: Quotable, ancestors: readonly Quotable[]): Quote[] {
  if (!message.hasQuotes) return [];
  const { body, lines } = message;
  const blocks = blocksOf(body, lines, attributions(body, lines));
  const quoted = wordsOf(body, lines, (depth) => depth > 0);
  const alignment = align(quoted, lines.depth, ancestors);
  return passages(message, blocks, quoted, alignment, ancestors);
}
