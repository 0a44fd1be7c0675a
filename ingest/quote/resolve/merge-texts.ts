import { byCodeUnits } from '../../../data/schema/code-units.ts';

/** Lines beyond which a text is taken as it is; stops one hostile thread from making a huge ghost. */
const mostLines = 20_000;

/**
 * One text from overlapping extracts of it: the longest, with the lines that others have besides put
 * behind the line that they follow there. Lines are compared without white space. The same
 * whatever the order of the extracts.
 */
export function mergeTexts(extracts: readonly string[]): string {
  const sorted = [...new Set(extracts)].sort((a, b) => b.length - a.length || byCodeUnits(a, b));
  const [longest = '', ...others] = sorted;
  if (others.length === 0) return longest;
  let merged = longest.split('\n');
  for (const other of others) {
    if (merged.length < mostLines) merged = insertMissing(merged, other.split('\n'));
  }
  return merged.join('\n');
}

function insertMissing(base: readonly string[], extract: readonly string[]): string[] {
  const whole = squeeze(base.join('\n'));
  const placeOf = new Map<string, number>();
  for (const [i, line] of base.entries()) {
    const key = squeeze(line);
    if (key.length > 3 && !placeOf.has(key)) placeOf.set(key, i);
  }
  const after = new Map<number, string[]>(); // -1: before everything
  let place = -1;
  for (const line of extract) {
    const key = squeeze(line);
    const known = placeOf.get(key);
    if (known !== undefined) place = known;
    // A line that stands in the text wrapped otherwise is no news.
    else if (key.length > 0 && !whole.includes(key)) {
      const news = after.get(place);
      if (news) news.push(line);
      else after.set(place, [line]);
    }
  }
  return [...(after.get(-1) ?? []), ...base.flatMap((line, i) => [line, ...(after.get(i) ?? [])])];
}

const squeeze = (text: string) => text.replace(/[\s>]+/g, '');
