import type { Alignment } from './align.ts';
import type { WordSource } from './word-source.ts';
import { adjoins, sameWord, type Words } from './words.ts';

/** Where one quoted line is from. */
export interface LineOrigin {
  /** Index among the sources, -1 where unresolved. */
  readonly source: number;
  /** First and last word of it in the source. */
  readonly first: number;
  readonly last: number;
  /** How many of its words are from there. */
  readonly words: number;
  /** Whether every word has its place, in one run, character for character. */
  readonly exact: boolean;
  /** Whether its first word is the second half of the word that ends the line above. */
  readonly broken: boolean;
}

export const unresolved: LineOrigin = {
  source: -1,
  first: -1,
  last: -1,
  words: 0,
  exact: false,
  broken: false,
};

/** The origin of each line that has words, by line. */
export function lineOrigins(
  quoted: Words,
  alignment: Alignment,
  sources: readonly WordSource[],
): Map<number, LineOrigin> {
  const found = new Map<number, LineOrigin>();
  for (let from = 0; from < quoted.count; ) {
    const line = quoted.line[from] ?? 0;
    let end = from + 1;
    while (end < quoted.count && quoted.line[end] === line) end += 1;
    found.set(line, lineOrigin(from, end, quoted, alignment, sources));
    from = end;
  }
  return found;
}

/** The source that most of a line's words are from, if they are at least half of the line. */
function lineOrigin(
  from: number,
  end: number,
  quoted: Words,
  { source, place, half }: Alignment,
  sources: readonly WordSource[],
): LineOrigin {
  const best = mostFrequent(source, from, end);
  const words = sources[best]?.words;
  if (!words) return unresolved;
  const near = longestRun(from, end, (i) => (source[i] === best ? (place[i] ?? -1) : -1));
  const slack = end - from;
  let first = near;
  let last = -1;
  let exact = true;
  let count = 0;
  for (let i = from; i < end; i++) {
    const at = place[i] ?? -1;
    // A word far from the others, such as the bullet of another list item, is no part of it.
    if (source[i] !== best || at < near - slack || at > near + 2 * slack) {
      exact = false;
      continue;
    }
    if (count > 0 && (at !== last + 1 || !adjoins(words, last))) exact = false;
    if (half[i] === 0 && !sameWord(quoted, i, words, at)) exact = false;
    if (count === 0 || at < first) first = at;
    if (at > last) last = at;
    count += 1;
  }
  if (count * 2 < end - from) return unresolved;
  // The first half ends its line, so a half that starts one is a second.
  const broken = half[from] === 1 && (end - from > 1 || half[from - 1] === 1);
  return { source: best, first, last, words: count, exact, broken };
}

/** Where the longest run of words that stand in a row in the source starts there. */
function longestRun(from: number, end: number, placeOf: (i: number) => number): number {
  let best = -1;
  let bestLength = 0;
  for (let i = from; i < end; ) {
    const start = placeOf(i);
    let length = 1;
    while (start >= 0 && i + length < end && placeOf(i + length) === start + length) length += 1;
    if (start >= 0 && length > bestLength) {
      best = start;
      bestLength = length;
    }
    i += length;
  }
  return best;
}

/** The source of most words; the first of equals. */
function mostFrequent(source: Int32Array, from: number, end: number): number {
  const first = source[from] ?? -1;
  let same = from + 1;
  while (same < end && source[same] === first) same += 1;
  if (same === end) return first; // nearly all lines
  const counts = new Map<number, number>();
  let best = -1;
  for (let i = from; i < end; i++) {
    const at = source[i] ?? -1;
    if (at < 0) continue;
    counts.set(at, (counts.get(at) ?? 0) + 1);
    if ((counts.get(at) ?? 0) > (counts.get(best) ?? 0)) best = at;
  }
  return best;
}
