import { tokens } from './tokens.ts';

/** A stretch of text, and whether it is a word that was found. */
export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

/** Cuts a text at the words that were found; put together again, the pieces are the text. */
export function pieces(text: string, terms: readonly string[]): Piece[] {
  const wanted = new Set(terms);
  const found: Piece[] = [];
  const add = (part: string, hit: boolean) => {
    const last = found.at(-1);
    if (last && last.hit === hit) found[found.length - 1] = { text: last.text + part, hit };
    else if (part !== '') found.push({ text: part, hit });
  };
  for (const [part] of text.matchAll(/[\p{L}\p{N}\p{M}_]+|[^\p{L}\p{N}\p{M}_]+/gu)) {
    const [word] = tokens(part);
    add(part, word !== undefined && wanted.has(word));
  }
  return found;
}
