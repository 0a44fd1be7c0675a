import type { Quote } from '../../../data/schema/message.ts';
import { quoteBlocks } from '../read/blocks.ts';
import type { Quotable } from '../speak/quotable.ts';
import { align } from '../words/align.ts';
import { type LineOrigin, lineOrigins } from '../words/line-origins.ts';
import { wordsOf } from '../words/words.ts';
import { passages, type Source } from './passages.ts';

/** Generations whose quotes are searched for text that no ancestor wrote. */
const mostCarriers = 4;

/**
 * Every quoted passage of a message, each resolved to the span of the ancestor that it repeats.
 *
 * First among what the ancestors wrote themselves; what none of them wrote (they quoted it from
 * elsewhere, or its author is not held) then among what the nearest ones quoted: the origin is then
 * the copy that the author of this message had before him.
 *
 * @param ancestors parent first, then its parent and so on, ghosts included (with what is known of
 *   their text), so that the number of quote marks points at the right one
 * @returns quotes in the order of the body, none overlapping. `verbatim`: the same words in the same
 *   order without a gap on either side. `altered`: a word was changed, left out or put in.
 *   A passage of a ghost has its origin in what is known of the ghost and is `unresolved`: whether
 *   somebody else vouches for it, only the whole thread can tell (see threadQuotes).
 */
export function resolveQuotes(message: Quotable, ancestors: readonly Quotable[]): Quote[] {
  if (!message.hasQuotes) return [];
  const { body, lines } = message;
  const blocks = quoteBlocks(body, lines, message.attributions);
  const own: Source[] = ancestors.map((of) => ({ of, text: of.own }));
  const origins = originsOf(
    message,
    own,
    () => true,
    (depth) => depth - 1,
  );
  const held = ancestors.filter((ancestor) => !ancestor.ghost).slice(0, mostCarriers);
  const carried: Source[] = held.map((of) => ({ of, text: of.quoted }));
  const open = (line: number) => origins.get(line)?.source === -1;
  if (carried.length > 0 && [...origins.keys()].some(open)) {
    for (const [line, origin] of originsOf(message, carried, open, () => 0)) {
      if (origin.source >= 0) origins.set(line, { ...origin, source: own.length + origin.source });
    }
  }
  return passages(message, blocks, origins, [...own, ...carried]);
}

function originsOf(
  { body, lines }: Quotable,
  sources: readonly Source[],
  wanted: (line: number) => boolean,
  expected: (depth: number) => number,
): Map<number, LineOrigin> {
  const quoted = wordsOf(
    body,
    lines,
    (line) => (lines.depth[line] ?? 0) > 0 && lines.heading[line] === 0 && wanted(line),
  );
  const texts = sources.map(({ text }) => text);
  return lineOrigins(quoted, align(quoted, lines.depth, texts, expected), texts);
}
