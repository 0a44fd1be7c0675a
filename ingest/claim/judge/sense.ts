import type { WordVector } from '../learn/word-vectors.ts';
import type { Token } from '../read/tokens.ts';

/** What a word adds to the sense of a statement. */
interface Meaning {
  readonly vector: Float64Array;
  /** Small for words that stand everywhere. */
  readonly weight: number;
}
export type Meanings = ReadonlyMap<string, Meaning>;

/** Words as rare as the hundredth by rank count half. */
const halfRank = 100;

/** Makes vectors ready for use; `words` stand most frequent first. */
export function meanings(words: readonly WordVector[]): Meanings {
  return new Map(
    words.map(({ word, parts }, i) => [
      word,
      { vector: Float64Array.from(parts, (x) => x / 127), weight: (i + 1) / (i + 1 + halfRank) },
    ]),
  );
}

const opening = 5;
/** Brings the three poolings to like size, so that one penalty fits all. */
const scale = { mean: 4, peak: 2, opening: 2 } as const;

/** Names of the parts by dimension, made once: building them for each statement would cost more than the sums. */
const names: { readonly mean: string; readonly peak: string; readonly opening: string }[] = [];
const namesOf = (d: number) =>
  (names[d] ??= { mean: `mean:${d}`, peak: `peak:${d}`, opening: `opening:${d}` });

/**
 * Adds the sense of a statement to its features: the weighted mean of its words' vectors, the peak of each
 * part, and the mean of its opening words. Nothing where no word is known.
 */
export function addSense(
  tokens: readonly Token[],
  meanings: Meanings,
  features: Map<string, number>,
): void {
  const known = tokens.flatMap(({ word }) => meanings.get(word) ?? []);
  const dimensions = known[0]?.vector.length ?? 0;
  const total = known.reduce((sum, { weight }) => sum + weight, 0);
  const opened = Math.min(opening, known.length);
  for (let d = 0; d < dimensions; d++) {
    let mean = 0;
    let start = 0;
    let peak = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < known.length; i++) {
      const meaning = known[i];
      const part = meaning?.vector[d] ?? 0;
      mean += (meaning?.weight ?? 0) * part;
      if (i < opened) start += part;
      if (part > peak) peak = part;
    }
    const name = namesOf(d);
    features.set(name.mean, (scale.mean * mean) / total);
    features.set(name.peak, scale.peak * peak);
    features.set(name.opening, (scale.opening * start) / opened);
  }
}
