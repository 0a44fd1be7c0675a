import type { Quotable } from './quotable.ts';
import { shortLineLength } from './word-index.ts';
import type { Words } from './words.ts';

/** For each quoted word the ancestor (index, -1 for none) and the own word there that it repeats. */
export interface Alignment {
  readonly origin: Int32Array;
  readonly place: Int32Array;
}

/** A place in an ancestor: the word that is expected next. */
interface Cursor {
  readonly origin: number;
  readonly place: number;
}

/** Words that agree in a row from which on a place is taken without looking at other ancestors. */
const convincing = 8;
/** Words past which agreement is no longer counted. */
const longest = 64;
/** Words that may be changed, dropped or put in before the text is taken up again. */
const mostSkipped = 4;

/**
 * Aligns the quoted words of a message with the own words of its ancestors.
 *
 * Each depth has a cursor, the place where its quote goes on; a word that agrees there costs one
 * comparison, whatever the line breaks. Where it does not, the next three words are looked up in the
 * ancestors' indexes, first in the one that the depth points at (one mark per generation), and the
 * place with the longest agreement wins. Cost is linear in the quoted words times the ancestors.
 *
 * @param quoted words of all quoted lines in order
 * @param depthOf depth of a line
 */
export function align(
  quoted: Words,
  depthOf: Int32Array,
  ancestors: readonly Quotable[],
): Alignment {
  const origin = new Int32Array(quoted.count).fill(-1);
  const place = new Int32Array(quoted.count).fill(-1);
  const cursors = new Map<number, Cursor>();
  for (let i = 0; i < quoted.count; ) {
    const depth = depthOf[quoted.line[i] ?? 0] ?? 1;
    const cursor = cursors.get(depth);
    const found =
      goesOn(quoted, i, cursor, ancestors) ?? jump(quoted, i, depth, cursor, ancestors, depthOf);
    if (!found) {
      i += 1;
      continue;
    }
    const length = agreement(quoted, i, ancestors[found.origin]?.own, found.place, depthOf);
    for (let k = 0; k < length; k++) {
      origin[i + k] = found.origin;
      place[i + k] = found.place + k;
    }
    i += length;
    cursors.set(depth, { origin: found.origin, place: found.place + length });
  }
  return { origin, place };
}

/** The cursor's place where the word agrees with it. */
function goesOn(
  quoted: Words,
  at: number,
  cursor: Cursor | undefined,
  ancestors: readonly Quotable[],
): Cursor | null {
  if (!cursor) return null;
  const own = ancestors[cursor.origin]?.own;
  return own && cursor.place < own.count && own.loose[cursor.place] === quoted.loose[at]
    ? cursor
    : null;
}

/** How many words agree from two places on, within the same depth of quoting. */
function agreement(
  quoted: Words,
  at: number,
  own: Words | undefined,
  place: number,
  depthOf: Int32Array,
): number {
  if (!own) return 0;
  const depth = depthOf[quoted.line[at] ?? 0];
  let length = 0;
  while (
    at + length < quoted.count &&
    place + length < own.count &&
    quoted.loose[at + length] === own.loose[place + length] &&
    depthOf[quoted.line[at + length] ?? 0] === depth
  ) {
    length += 1;
  }
  return length;
}

/** The best other place for the words at `at`, or null. */
function jump(
  quoted: Words,
  at: number,
  depth: number,
  cursor: Cursor | undefined,
  ancestors: readonly Quotable[],
  depthOf: Int32Array,
): Cursor | null {
  const near = takenUp(quoted, at, cursor, ancestors);
  if (near) return near;
  let best: Cursor | null = null;
  let bestLength = 2;
  for (const candidate of byExpectation(depth, ancestors.length)) {
    const ancestor = ancestors[candidate];
    if (!ancestor) continue;
    const from = cursor?.origin === candidate ? cursor.place : 0;
    const places = ancestor.index.places(quoted, at);
    for (const found of [...places.filter((p) => p >= from), ...places.filter((p) => p < from)]) {
      const length = Math.min(agreement(quoted, at, ancestor.own, found, depthOf), longest);
      if (length > bestLength) {
        best = { origin: candidate, place: found };
        bestLength = length;
      }
    }
    if (bestLength >= convincing) break;
  }
  return best ?? shortLine(quoted, at, depth, cursor, ancestors);
}

/** A place shortly behind the cursor where two words agree: the words between were changed. */
function takenUp(
  quoted: Words,
  at: number,
  cursor: Cursor | undefined,
  ancestors: readonly Quotable[],
): Cursor | null {
  const own = cursor && ancestors[cursor.origin]?.own;
  if (!own || at + 1 >= quoted.count) return null;
  for (
    let place = cursor.place + 1;
    place <= cursor.place + mostSkipped && place + 1 < own.count;
    place++
  ) {
    if (own.loose[place] === quoted.loose[at] && own.loose[place + 1] === quoted.loose[at + 1]) {
      return { origin: cursor.origin, place };
    }
  }
  return null;
}

/** A whole line of one or two words, where the ancestor that the depth points at has that line. */
function shortLine(
  quoted: Words,
  at: number,
  depth: number,
  cursor: Cursor | undefined,
  ancestors: readonly Quotable[],
): Cursor | null {
  const length = shortLineLength(quoted, at);
  const origin = cursor?.origin ?? depth - 1;
  const ancestor = ancestors[origin];
  if (length === 0 || !ancestor) return null;
  const places = ancestor.index.shortLines(quoted, at, length);
  const place =
    places.find((p) => p >= (cursor?.place ?? 0)) ?? (places.length === 1 ? places[0] : undefined);
  return place === undefined ? null : { origin, place };
}

/** Ancestors from the one that the depth points at outwards: 0 is the parent, one mark deep. */
function* byExpectation(depth: number, count: number): Generator<number> {
  const expected = Math.min(depth, count) - 1;
  for (let distance = 0; distance < count; distance++) {
    if (expected - distance >= 0) yield expected - distance;
    if (distance > 0 && expected + distance < count) yield expected + distance;
  }
}
