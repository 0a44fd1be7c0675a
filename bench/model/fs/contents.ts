/** A line's whole content, as an index into a `Contents` table; 0 is the line of zeros. */
export type ContentId = number;

/** Words of 32 bits that stand for a 64 B line: one word for each 16 bytes, as in a bmbt record. */
export const wordsPerLine = 4;

/**
 * Every content that a line ever had, once. Lines elsewhere are content ids, so that a crash image
 * is a choice among numbers and recovery copies nothing.
 */
export class Contents {
  /** Content `id` lies at `id * wordsPerLine`. Grows, so take it anew before each use. */
  words: Int32Array = new Int32Array(1024);
  readonly #ids = new Map<string, ContentId>([['0,0,0,0', 0]]);

  /** The id of a line with these words; words left out are zero. */
  intern(line: readonly number[]): ContentId {
    const [a = 0, b = 0, c = 0, d = 0] = line;
    const key = `${a},${b},${c},${d}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#ids.size;
    this.#ids.set(key, id);
    if ((id + 1) * wordsPerLine > this.words.length) {
      const grown = new Int32Array(this.words.length * 2);
      grown.set(this.words);
      this.words = grown;
    }
    this.words.set([a, b, c, d], id * wordsPerLine);
    return id;
  }

  /** Word `index` of the content. */
  word(id: ContentId, index: number): number {
    return this.words[id * wordsPerLine + index] ?? 0;
  }
}
