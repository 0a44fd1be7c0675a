import { isBlank, known, type Lines, lineText, quoteLine } from '../read/lines.ts';
import { isElision } from '../words/elision.ts';
import type { WordSource } from '../words/word-source.ts';
import { type Words, wordsOf } from '../words/words.ts';
import type { Quotable } from './quotable.ts';

/** Nearest ancestors whose own words are looked at, and those whose quotes are. */
const mostSources = 12;
const mostCarriers = 4;
/** A mailer breaks lines that its marks made too long, and leaves shorter ones. */
const shortestBroken = 50;

/**
 * Ends of quoted lines that a mailer broke off without repeating the marks: a line right below a long
 * quoted one, whose words all go on in the origin where the quoted line stops.
 *
 * @param ancestors parent first, already heeded themselves
 */
export function heedTails(message: Quotable, ancestors: readonly Quotable[]): void {
  const { body, lines } = message;
  const tails = tailsIn(body, lines);
  if (tails.length === 0) return;
  const wanted = new Set(tails.flatMap((tail) => [tail - 1, tail]));
  const words = wordsOf(body, lines, (line) => wanted.has(line));
  const sources = [
    ...ancestors.slice(0, mostSources).map(({ own }) => own),
    ...ancestors.slice(0, mostCarriers).map(({ quoted }) => quoted),
  ];
  for (const tail of tails) {
    if (!sources.some((source) => goesOn(words, tail, source))) continue;
    quoteLine(lines, tail, lines.depth[tail - 1] ?? 1, lines.start[tail] ?? 0, known.words);
  }
}

/** Unmarked lines that may be such ends: what follows is a blank line, more of the quote, or nothing. */
function tailsIn(body: string, lines: Lines): number[] {
  const found: number[] = [];
  for (let i = 1; i < lines.count; i++) {
    if (lines.known[i] !== known.own || lines.known[i - 1] !== known.marks) continue;
    const above = (lines.end[i - 1] ?? 0) - (lines.start[i - 1] ?? 0);
    if (above < shortestBroken || isBlank(body, lines, i)) continue;
    const alone = i + 1 >= lines.count || lines.depth[i + 1] !== 0 || isBlank(body, lines, i + 1);
    if (alone && lines.heading[i] === 0 && !isElision(lineText(body, lines, i))) found.push(i);
  }
  return found;
}

/** Whether a source has the last two words of the line above and then every word of the tail. */
function goesOn(words: Words, tail: number, { index, words: own }: WordSource): boolean {
  const first = words.line.indexOf(tail);
  if (first < 2 || words.line[first - 2] !== tail - 1) return false;
  let end = first;
  while (end < words.count && words.line[end] === tail) end += 1;
  return index.places(words, first - 2).some((place) => {
    for (let i = first; i < end; i++) {
      if (own.loose[place + 2 + i - first] !== words.loose[i]) return false;
    }
    return true;
  });
}
