import type { ApproachId } from '../../../data/schema/ids.ts';
import type { Approach } from '../../../data/schema/review.ts';

/** The vocabulary of a review, made ready for matching. */
export interface ApproachTagger {
  /** Approaches that a text names, the most often named first, then in the order of the review. */
  readonly tag: (text: string) => readonly ApproachId[];
}

/** Longest text that is looked through for one statement. */
const reach = 4000;

/**
 * Tags by vocabulary. Case, hyphens, underscores and line breaks do not matter: `MAP_SYNC`,
 * `map-sync` and `map sync` are one phrase; a phrase matches whole words, a plural `s` apart.
 */
export function approachTagger(
  approaches: readonly Pick<Approach, 'id' | 'vocabulary'>[],
): ApproachTagger {
  const phrases = approaches.flatMap(({ id, vocabulary }) =>
    vocabulary.map((phrase) => ({ id, phrase: plain(phrase) })),
  );
  return {
    tag(text) {
      const haystack = plain(text.slice(0, reach));
      const counts = new Map<ApproachId, number>();
      for (const { id, phrase } of phrases) {
        const n = count(haystack, phrase);
        if (n > 0) counts.set(id, (counts.get(id) ?? 0) + n);
      }
      return [...counts].sort(([, a], [, b]) => b - a).map(([id]) => id);
    },
  };
}

/** Lower case, every run of other characters one space, a space at both ends. */
function plain(text: string): string {
  return ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
}

function count(haystack: string, phrase: string): number {
  if (phrase.trim() === '') return 0;
  let found = 0;
  const stem = phrase.trimEnd();
  for (let at = haystack.indexOf(stem); at >= 0; at = haystack.indexOf(stem, at + 1)) {
    const after = haystack.slice(at + stem.length, at + stem.length + 3);
    if (after.startsWith(' ') || after.startsWith('s ') || after.startsWith('ed ')) found++;
  }
  return found;
}
