import type { Line } from './operations.ts';
import { LitmusFault } from './program/fault.ts';

/** The lines of a file that say something, cut into words. */
export const linesOf = (text: string): Line[] =>
  text.split(/\r\n|\n|\r/).flatMap((content, index): Line[] => {
    const words = wordsOf(content, index + 1);
    return words.length === 0 ? [] : [{ number: index + 1, words }];
  });

/** Words of a line; `"…"` is one word and keeps its quotes; `#` outside quotes starts a comment. */
function wordsOf(content: string, number: number): string[] {
  const words: string[] = [];
  for (const match of content.matchAll(/#.*$|"[^"]*"|"[^"]*$|[|]|[^\s"#|]+/gu)) {
    const [word] = match;
    if (word.startsWith('#')) break;
    if (word.startsWith('"') && (word.length === 1 || !word.endsWith('"'))) {
      throw new LitmusFault(number, 'expected a closing quote', word);
    }
    words.push(word);
  }
  return words;
}
