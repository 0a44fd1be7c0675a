import type { CuratedClaim } from '../../data/schema/claim.ts';
import { fold, quoteHash } from '../../data/schema/hash.ts';
import { statements } from '../claim/read/statement.ts';
import { foldWithMap, placesOf, type Span, spanOf } from './folded.ts';

/** Where a curated claim stands in a message's body, and how it was found again. */
export interface Anchor extends Span {
  /** `position`: where the file says. Else found by its words, its hash among statements, or by search. */
  readonly how: 'position' | 'quote' | 'statement' | 'search';
}

type Quoted = Pick<CuratedClaim, 'position' | 'hash' | 'quote'>;

/** Words tried as the start of a passage before a search gives up; a hostile body costs no more. */
const mostStarts = 20_000;

/**
 * Finds the exact quote of a curated claim in a body: at its position if the hash agrees, else by its
 * words where the file holds them, else by hash among our statements, else by hash among all stretches of
 * whole words about as long. A re-wrapped or shifted copy is found; a changed one is not.
 */
export function anchorIn(body: string, claim: Quoted): Anchor | null {
  const { start, end } = claim.position;
  if (end <= body.length && quoteHash(body.slice(start, end)) === claim.hash) {
    return { start, end, how: 'position' };
  }
  return byQuote(body, claim) ?? byStatement(body, claim.hash) ?? bySearch(body, claim);
}

function byQuote(body: string, { quote, hash }: Quoted): Anchor | null {
  if (!quote) return null;
  const folded = foldWithMap(body);
  const wanted = fold(quote.exact);
  const before = fold(quote.prefix).slice(-12);
  let first: Anchor | null = null;
  for (const at of placesOf(folded, wanted)) {
    const found: Anchor = { ...spanOf(folded, at, wanted.length), how: 'quote' };
    if (quoteHash(body.slice(found.start, found.end)) !== hash) continue;
    if (folded.text.slice(0, at).trimEnd().endsWith(before)) return found;
    first ??= found;
  }
  return first;
}

function byStatement(body: string, hash: string): Anchor | null {
  const found = statements(body).find(({ text }) => quoteHash(text) === hash);
  return found ? { start: found.start, end: found.end, how: 'statement' } : null;
}

/** Folding only shortens: the folded quote has at most the length of the position, seldom under 0.8 of it. */
function bySearch(body: string, { position, hash }: Quoted): Anchor | null {
  const folded = foldWithMap(body);
  const longest = position.end - position.start;
  const shortest = Math.floor(0.8 * longest);
  const starts = wordStarts(folded.text);
  for (const at of starts.slice(0, mostStarts)) {
    for (let length = longest; length >= shortest; length--) {
      const stop = at + length;
      if (stop > folded.text.length || folded.text[stop - 1] === ' ') continue;
      if (
        /\p{L}|\p{N}/u.test(folded.text[stop] ?? ' ') &&
        /\p{L}|\p{N}/u.test(folded.text[stop - 1] ?? '')
      )
        continue;
      if (quoteHash(folded.text.slice(at, stop)) === hash)
        return { ...spanOf(folded, at, length), how: 'search' };
    }
  }
  return null;
}

function wordStarts(text: string): readonly number[] {
  const found: number[] = [];
  for (let i = 0; i < text.length; i++) {
    if (text[i] !== ' ' && (i === 0 || !/[\p{L}\p{N}]/u.test(text[i - 1] ?? ''))) found.push(i);
  }
  return found;
}
