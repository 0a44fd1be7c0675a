import { byCodeUnits } from '../../../data/schema/code-units.ts';
import { leadingDirections, type SparseRow } from './directions.ts';

/** Words by what stands around them: learned from plain mail, no annotation needed. */
export interface WordVector {
  readonly word: string;
  /** A direction, each part in 127ths. */
  readonly parts: Int8Array;
}

/** How the committed vectors were made; chosen by cross-validation on training mail. */
const settings = {
  /** A word seen less often has none. */
  minimum: 12,
  vocabulary: 3500,
  dimensions: 50,
  /** How far a word is heard; the next on each side count apart from the rest. */
  reach: 5,
  /** Power that lifts rare neighbours (Levy, Goldberg and Dagan 2015). */
  smoothing: 0.75,
} as const;

/**
 * Directions of words, most frequent word first, so that `returns`, `calls` and `sets` point alike: positive
 * pointwise mutual information with the words left, right and near, reduced to its leading singular
 * directions (Levy, Goldberg and Dagan 2015). The same sentences give the same vectors.
 */
export function learnWordVectors(sentences: readonly (readonly string[])[]): readonly WordVector[] {
  const vocabulary = frequent(sentences);
  const directions = leadingDirections(
    informative(neighbours(sentences, vocabulary), 3 * vocabulary.length),
    3 * vocabulary.length,
    settings.dimensions,
  );
  return vocabulary.map((word, i) => ({
    word,
    parts: Int8Array.from(unit(directions[i] ?? new Float64Array()), (x) => Math.round(127 * x)),
  }));
}

const plainWord = /^(?:[a-z'-]{2,}|[A-Z]{3,4}|[ia?!:.,()"*=…;>%-])$/;

function frequent(sentences: readonly (readonly string[])[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const sentence of sentences) {
    for (const word of sentence) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts]
    .filter(([word, n]) => n >= settings.minimum && plainWord.test(word))
    .sort(([a, n], [b, m]) => m - n || byCodeUnits(a, b))
    .slice(0, settings.vocabulary)
    .map(([word]) => word);
}

/** For each word how often each stands left of it, right of it (`n` columns on) and near (`2n` on). */
function neighbours(
  sentences: readonly (readonly string[])[],
  vocabulary: readonly string[],
): readonly Map<number, number>[] {
  const n = vocabulary.length;
  const index = new Map(vocabulary.map((word, i) => [word, i]));
  const rows = vocabulary.map(() => new Map<number, number>());
  const count = (word: number, column: number, weight: number) => {
    const row = rows[word];
    row?.set(column, (row.get(column) ?? 0) + weight);
  };
  for (const sentence of sentences) {
    const at = sentence.map((word) => index.get(word) ?? -1);
    for (const [i, word] of at.entries()) {
      for (let apart = 1; apart <= settings.reach; apart++) {
        const other = at[i + apart] ?? -1;
        if (word < 0 || other < 0) continue;
        count(word, other + (apart === 1 ? n : 2 * n), 1 / apart);
        count(other, word + (apart === 1 ? 0 : 2 * n), 1 / apart);
      }
    }
  }
  return rows;
}

function informative(rows: readonly Map<number, number>[], width: number): readonly SparseRow[] {
  const columns = new Float64Array(width);
  let total = 0;
  for (const row of rows) {
    for (const [column, n] of row) {
      columns[column] = (columns[column] ?? 0) + n;
      total += n;
    }
  }
  const lifted = columns.map((n) => n ** settings.smoothing);
  const all = lifted.reduce((a, b) => a + b, 0);
  return rows.map((row) => {
    const own = [...row.values()].reduce((a, b) => a + b, 0);
    const told = [...row]
      .map(([column, n]) => [column, Math.log((n * all) / (own * (lifted[column] ?? 1)))] as const)
      .filter(([, information]) => total > 0 && information > 0)
      .sort(([a], [b]) => a - b);
    return {
      columns: Int32Array.from(told, ([column]) => column),
      values: Float64Array.from(told, ([, information]) => information),
    };
  });
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0)) || 1;
  return vector.map((x) => x / length);
}
