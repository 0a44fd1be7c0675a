/** Shorter words are too near to too many others. */
const shortest = 4;

/** Most words tried in place of one that no page has. */
const most = 4;

/** The words one letter away (changed, missing, too many, or two swapped), in the order of the vocabulary. */
export function near(word: string, vocabulary: readonly string[]): string[] {
  if (word.length < shortest) return [];
  return vocabulary.filter((other) => oneApart(word, other)).slice(0, most);
}

function oneApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let from = 0;
  while (from < a.length && a[from] === b[from]) from += 1;
  const [restA, restB] = [a.slice(from), b.slice(from)];
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
}
