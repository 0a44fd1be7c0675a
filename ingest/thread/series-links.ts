import { personKey } from '../merge/person.ts';
import { patchMark } from './series.ts';
import type { ThreadInput } from './thread.ts';

/** Longest pause within a series that is sent as one. */
export const longestPause = 3_600_000;

/** What the postings of one series have in common; null for a single patch and for all that is none. */
export function seriesName({
  from,
  subject,
}: Pick<ThreadInput, 'from' | 'subject'>): string | null {
  const mark = patchMark(subject);
  if (!mark || mark.total < 2) return null;
  return [personKey(from), mark.version, mark.total].join('\0');
}

interface Posting {
  readonly node: number;
  readonly number: number;
  readonly time: number;
}

/**
 * Parents for the patches of series whose headers name nothing (`git send-email --no-thread`): the cover
 * letter, or the first patch, that the same author sent with the same version and total within an hour.
 * A number that comes again begins another series.
 *
 * @param open whether a message has no parent yet
 * @returns parent by child, as indices
 */
export function seriesParents(
  inputs: readonly ThreadInput[],
  open: (node: number) => boolean,
): Map<number, number> {
  const series = new Map<string, Posting[]>();
  for (const [node, input] of inputs.entries()) {
    const name = input.date === null || !open(node) ? null : seriesName(input);
    const mark = name === null ? null : patchMark(input.subject);
    if (name === null || !mark || input.date === null) continue;
    const posting = { node, number: mark.number, time: Date.parse(input.date) };
    const others = series.get(name);
    if (others) others.push(posting);
    else series.set(name, [posting]);
  }
  const parents = new Map<number, number>();
  for (const postings of series.values()) {
    for (const sent of sentTogether(postings)) {
      const [head, ...others] = sent;
      for (const { node } of others) if (head) parents.set(node, head.node);
    }
  }
  return parents;
}

/** Postings of one name as series, each by number. */
function sentTogether(postings: readonly Posting[]): Posting[][] {
  const inTime = [...postings].sort(
    (a, b) => a.time - b.time || a.number - b.number || a.node - b.node,
  );
  const found: Posting[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const posting of inTime) {
    const open = found.at(-1);
    const fits =
      open &&
      posting.time - last <= longestPause &&
      !open.some(({ number }) => number === posting.number);
    if (fits) open.push(posting);
    else found.push([posting]);
    last = posting.time;
  }
  return found.map((sent) => sent.sort((a, b) => a.number - b.number));
}
