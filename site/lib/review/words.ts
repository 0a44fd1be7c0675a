import { plain } from '../visible.ts';
import type { Statement } from './statements.ts';

/** A statement's words on one line: line breaks and marks of quotes folded, nothing else changed. */
export const onOneLine = ({ claim }: Statement): string =>
  claim.text.replaceAll(/\s*\n[\s>|]*/g, ' ').trim();

/** The same, cut at a word, for a box that holds no more than `most` UTF-16 code units. */
export function shortened(statement: Statement, most: number): string {
  const words = plain(onOneLine(statement));
  return words.length <= most ? words : `${words.slice(0, most).replace(/\s?\S*$/, '')} …`;
}
