/** UTF-16 units of each text that are compared; messages differ long before. */
const compared = 200_000;

/**
 * The share of a text's three-word phrases that another text has too, from 0 to 1. Line breaks,
 * quote marks, case, masked addresses and everything that is neither letter nor digit are
 * passed over. A text of fewer than three words is one phrase.
 */
export function coverage(text: string, by: string): number {
  const wanted = phrases(text);
  const held = new Set(phrases(by));
  if (wanted.length === 0) return 0;
  return wanted.filter((phrase) => held.has(phrase)).length / wanted.length;
}

function phrases(text: string): string[] {
  const words = text
    .slice(0, compared)
    .toLowerCase()
    .replace(/@[a-z0-9.-]+/g, '@') // archives mask what follows the at sign
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  if (words.length < 3) return words.length === 0 ? [] : [words.join(' ')];
  return words.slice(2).map((word, i) => `${words[i]} ${words[i + 1]} ${word}`);
}
