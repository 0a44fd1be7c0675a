/**
 * The words of the index by the file that has them. A file has the words with one beginning; where these are too
 * much for one, it is cut at the next letter. Its name is the beginning, with `=` where that is the whole word.
 */
export type Leaves = ReadonlySet<string>;

/** Characters of one file; a word that has more alone has a file for itself. */
const mostInLeaf = 16_000;

export function leavesOf(words: ReadonlyMap<string, string>): Map<string, Map<string, string>> {
  const found = new Map<string, Map<string, string>>();
  cut('', [...words], found);
  return found;
}

type Words = readonly (readonly [word: string, postings: string])[];

function cut(beginning: string, words: Words, found: Map<string, Map<string, string>>): void {
  const size = words.reduce((sum, [word, postings]) => sum + word.length + postings.length + 6, 0);
  const leaf = beginning !== '' && (size <= mostInLeaf || words.length === 1);
  if (leaf || beginning.endsWith('=')) {
    found.set(beginning, new Map(words));
    return;
  }
  for (const [next, some] of Map.groupBy(words, ([word]) => below(beginning, word)))
    cut(next, some, found);
}

/** The beginning that is one letter longer. */
function below(beginning: string, word: string): string {
  const next = word.codePointAt(beginning.length);
  return next === undefined ? `${beginning}=` : beginning + String.fromCodePoint(next);
}

/** The name as part of an address, letters of other scripts by their numbers. */
export const leafFile = (name: string): string =>
  name.replace(/[^a-z0-9_=]/gu, (letter) => `-${letter.codePointAt(0)?.toString(16)}`);

/** The file that has a word, if any has. */
export function leafOf(word: string, leaves: Leaves): string | undefined {
  for (let name = below('', word); ; name = below(name, word)) {
    if (leaves.has(name)) return name;
    if (name.endsWith('=')) return undefined;
  }
}

/** The files of all words that begin so. */
export function leavesBelow(beginning: string, leaves: Leaves): string[] {
  const own = leafOf(beginning, leaves);
  const longer = [...leaves].filter((name) => name.startsWith(beginning));
  return [...new Set([...(own === undefined ? [] : [own]), ...longer])];
}
