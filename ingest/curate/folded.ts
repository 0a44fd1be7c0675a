/** Text with white space folded to single spaces, and where each of its characters stood. */
export interface Folded {
  readonly text: string;
  /** Offset in the original of each character; one more at the end, the original's length. */
  readonly map: readonly number[];
}

/** Folds as `fold` of data/schema/hash.ts does, remembering offsets (UTF-16 code units). */
export function foldWithMap(original: string): Folded {
  const text: string[] = [];
  const map: number[] = [];
  let gap = false;
  for (let i = 0; i < original.length; i++) {
    const c = original[i] ?? '';
    if (/\s/u.test(c)) {
      gap = text.length > 0;
      continue;
    }
    if (gap) {
      text.push(' ');
      map.push(i - 1);
      gap = false;
    }
    text.push(c);
    map.push(i);
  }
  map.push(original.length);
  return { text: text.join(''), map };
}

/** Half-open, UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The span of the original that some characters of the folded text stand for. */
export const spanOf = ({ map }: Folded, at: number, length: number): Span => ({
  start: map[at] ?? 0,
  end: (map[at + length - 1] ?? 0) + 1,
});

/** Offsets in the folded text at which some words, folded too, stand. */
export function* placesOf({ text }: Folded, words: string): Generator<number> {
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) yield at;
}
