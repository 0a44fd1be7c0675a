import { contentWords } from '../read/analysis.ts';
import { tokens } from '../read/tokens.ts';

/** A title is one short sentence. */
const longest = 140;
/** Share of a title's words that its source may lack: the words that make a sentence of it. */
const foreign = 0.34;

/**
 * Why a proposed title does not say what its source says, or null where nothing is found against it: a figure or a
 * name in code that the source has not, a denial that it has not or lacks, words mostly not its own, or no title
 * at all. It cannot prove a title right; a reader accepts it.
 */
export function unfaithful(title: string, source: string): string | null {
  if (title.length === 0 || title.length > longest) return `it has ${title.length} characters`;
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(title)) return 'it has a control character';
  if (folded(source).includes(folded(title).replace(/\.$/, ''))) return 'it repeats the words';
  for (const [what, pattern] of exact) {
    const there = new Set(source.match(pattern) ?? []);
    const invented = (title.match(pattern) ?? []).find((found) => !there.has(found));
    if (invented) return `${what} “${invented}” is not in the source`;
  }
  if (denial.test(title) !== denial.test(source))
    return 'it denies where the source does not, or the reverse';
  const own = [...contentWords(tokens(title))];
  const there = new Set([...contentWords(tokens(source))].map(stem));
  const strange = own.filter((word) => !there.has(stem(word)));
  if (strange.length > Math.max(1, foreign * own.length))
    return `“${strange.slice(0, 3).join('”, “')}” are not in the source`;
  return null;
}

const exact = [
  ['the figure', /\d+(?:[.,]\d+)*/g],
  ['the name', /\b\w*(?:_\w+|[a-z][A-Z]\w*)|\b[A-Z]{3,}\w*|\w+\(\)/g],
] as const;
const denial = /\b(?:no|not|never|none|nobody|nothing|neither|nor|cannot|without|unable)\b|n't\b/i;
const folded = (text: string) => text.toLowerCase().replaceAll(/\s+/g, ' ').trim();
/** Endings differ: “writes”, “writing”, “written”. */
const stem = (word: string) => word.slice(0, 4);
