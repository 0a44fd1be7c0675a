/**
 * Whole numbers as text that JSON takes as it is: five bits a character, the sixth says that more follow, least
 * first. Small numbers, which most gaps and weights are, take one or two characters.
 */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const values = new Map([...alphabet].map((letter, value) => [letter, value]));

export function coded(numbers: Iterable<number>): string {
  let text = '';
  for (let rest of numbers) {
    while (rest > 31) {
      text += alphabet[(rest % 32) + 32];
      rest = Math.floor(rest / 32);
    }
    text += alphabet[rest];
  }
  return text;
}

export function decoded(text: string): number[] {
  const found: number[] = [];
  let number = 0;
  let unit = 1;
  for (const letter of text) {
    const value = values.get(letter) ?? 0;
    number += (value % 32) * unit;
    if (value > 31) unit *= 32;
    else {
      found.push(number);
      number = 0;
      unit = 1;
    }
  }
  return found;
}

/** More than any weight: the gap to the document before and the weight share a number. */
const weights = 32;

/** Documents in order and their weights in turn, as text. */
export function codedPostings(list: readonly number[]): string {
  const gaps: number[] = [];
  for (let at = 0; at < list.length; at += 2) {
    const gap = (list[at] ?? 0) - (list[at - 2] ?? 0);
    gaps.push(gap * weights + Math.min(list[at + 1] ?? 0, weights - 1));
  }
  return coded(gaps);
}

export function decodedPostings(text: string): number[] {
  let id = 0;
  return decoded(text).flatMap((one) => {
    id += Math.floor(one / weights);
    return [id, one % weights];
  });
}
