import type { Claim } from '../../data/schema/claim.ts';
import type { Spoken } from './thread-text.ts';

/** Where a statement stands among those around it. */
export interface Setting {
  /** The first below a quote: what the author has to say to it. */
  readonly opensAnswer: boolean;
  /** How many of its author's statements came since the quote. */
  readonly sinceQuote: number;
  readonly opensParagraph: boolean;
  readonly closesParagraph: boolean;
}

/** The setting of every claim of a message, in order. */
export function settings({ message: { body }, claims, quotes }: Spoken): readonly Setting[] {
  const ends = quotes.map(({ end }) => end).sort((a, b) => a - b);
  let next = 0;
  let since = -1;
  return claims.map((claim, i) => {
    const before = next;
    while (next < ends.length && (ends[next] ?? 0) <= claim.start) next++;
    since = next > before ? 0 : since < 0 ? -1 : since + 1;
    return {
      opensAnswer: since === 0,
      sinceQuote: Math.max(0, since),
      opensParagraph: apart(body, claims[i - 1], claim),
      closesParagraph: apart(body, claim, claims[i + 1]),
    };
  });
}

/** Whether a blank line, or no claim at all, stands between two. */
function apart(body: string, one: Claim | undefined, other: Claim | undefined): boolean {
  if (!one || !other) return true;
  return /\n[\t ]*\n/.test(body.slice(one.end, Math.min(other.start, one.end + 300)));
}
