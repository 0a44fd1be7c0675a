/** Words by the class of their neighbours: learned from plain mail, no annotation needed. */
export interface WordClasses {
  /** Lower-case words of each class, by class number. */
  readonly classes: readonly (readonly string[])[];
}

/** How the committed classes were made. */
const wordClassSettings = {
  /** A word seen less often is in no class. */
  minimum: 25,
  vocabulary: 5000,
  /** Neighbours that are told apart, on each side; the rest are one. */
  neighbours: 250,
  classes: 48,
  rounds: 12,
} as const;

/**
 * Groups words that stand between like neighbours, so that `returns`, `calls` and `sets` become one class:
 * positive pointwise mutual information with the words left and right (Church and Hanks 1990), then
 * spherical k-means (Dhillon and Modha 2001) from fixed starts. The same sentences give the same classes.
 */
export function learnWordClasses(sentences: readonly (readonly string[])[]): WordClasses {
  const vocabulary = frequent(sentences);
  const vectors = contexts(sentences, vocabulary);
  const assigned = cluster(vectors);
  const classes = Array.from({ length: wordClassSettings.classes }, (): string[] => []);
  for (const [i, word] of vocabulary.entries()) classes[assigned[i] ?? 0]?.push(word);
  return { classes: classes.map((words) => words.sort()) };
}

/** Class of each word, as features name it. */
export function classLookup({ classes }: WordClasses): ReadonlyMap<string, number> {
  return new Map(classes.flatMap((words, k) => words.map((word) => [word, k] as const)));
}

const plainWord = /^(?:[a-z'-]{2,}|[A-Z]{3,4}|[ia?!:.,()"])$/;

function frequent(sentences: readonly (readonly string[])[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const sentence of sentences) {
    for (const word of sentence) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts]
    .filter(([word, n]) => n >= wordClassSettings.minimum && plainWord.test(word))
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, wordClassSettings.vocabulary)
    .map(([word]) => word);
}

/** One unit vector a word: its neighbours on the left, then on the right; edge and rare words last. */
function contexts(
  sentences: readonly (readonly string[])[],
  vocabulary: readonly string[],
): readonly Float64Array[] {
  const { neighbours } = wordClassSettings;
  const side = neighbours + 2;
  const index = new Map(vocabulary.map((word, i) => [word, i]));
  const vectors = vocabulary.map(() => new Float64Array(2 * side));
  const column = (word: string | undefined) =>
    word === undefined ? neighbours : Math.min(index.get(word) ?? neighbours + 1, neighbours + 1);
  for (const sentence of sentences) {
    for (const [i, word] of sentence.entries()) {
      const vector = vectors[index.get(word) ?? -1];
      if (!vector) continue;
      const left = known(column(sentence[i - 1]), sentence[i - 1], neighbours);
      const right = side + known(column(sentence[i + 1]), sentence[i + 1], neighbours);
      vector[left] = (vector[left] ?? 0) + 1;
      vector[right] = (vector[right] ?? 0) + 1;
    }
  }
  return informative(vectors);
}

/** A frequent word on the column that stands for the edge is moved to that of the rest. */
const known = (column: number, word: string | undefined, edge: number) =>
  column === edge && word !== undefined ? edge + 1 : column;

function informative(vectors: readonly Float64Array[]): readonly Float64Array[] {
  const columns = new Float64Array(vectors[0]?.length ?? 0);
  let total = 0;
  for (const vector of vectors) {
    for (const [d, n] of vector.entries()) {
      columns[d] = (columns[d] ?? 0) + n;
      total += n;
    }
  }
  return vectors.map((vector) => {
    const row = vector.reduce((a, b) => a + b, 0);
    // Counts under three are held to say less, since one sentence copied around makes them.
    return unit(
      vector.map((n, d) =>
        n > 0
          ? Math.max(0, Math.log((n * total) / (row * (columns[d] ?? 1)))) * Math.min(1, n / 3)
          : 0,
      ),
    );
  });
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0)) || 1;
  return vector.map((x) => x / length);
}

/** Number of the class of each vector. Starts are spread over the vocabulary, denser where words are frequent. */
function cluster(vectors: readonly Float64Array[]): Int32Array {
  const { classes, rounds } = wordClassSettings;
  const assigned = new Int32Array(vectors.length);
  if (vectors.length === 0) return assigned;
  let centres: readonly Float64Array[] = Array.from({ length: classes }, (_, k) =>
    (vectors[(3 * k * k) % vectors.length] ?? new Float64Array()).slice(),
  );
  for (let round = 0; round < rounds; round++) {
    for (const [i, vector] of vectors.entries()) assigned[i] = nearest(vector, centres);
    centres = centres.map((centre, k) => {
      const sum = new Float64Array(centre.length);
      for (const [i, vector] of vectors.entries()) {
        if (assigned[i] === k)
          for (let d = 0; d < sum.length; d++) sum[d] = (sum[d] ?? 0) + (vector[d] ?? 0);
      }
      return unit(sum);
    });
  }
  return assigned;
}

function nearest(vector: Float64Array, centres: readonly Float64Array[]): number {
  let best = 0;
  let highest = -1;
  for (const [k, centre] of centres.entries()) {
    let likeness = 0;
    for (let d = 0; d < centre.length; d++) likeness += (centre[d] ?? 0) * (vector[d] ?? 0);
    if (likeness > highest) {
      highest = likeness;
      best = k;
    }
  }
  return best;
}
