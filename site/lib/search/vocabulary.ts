/**
 * The files of words that a misspelt one may stand for. Of two words one letter apart, the first letters are equal or
 * the last ones are, and their lengths differ by one at most: so each word is in two files, and three
 * lengths of each are looked at.
 */
export function vocabularyFiles(word: string): string[] {
  return [`f${letter(word[0])}${word.length}`, `l${letter(word.at(-1))}${word.length}`];
}

/** The files that have every word one letter away. */
export function filesNear(word: string): string[] {
  const lengths = [word.length - 1, word.length, word.length + 1];
  return lengths.flatMap((length) => [
    `f${letter(word[0])}${length}`,
    `l${letter(word.at(-1))}${length}`,
  ]);
}

const letter = (c = '') => (/[a-z0-9_]/.test(c) ? c : '-');
