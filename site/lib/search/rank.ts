import { decodedPostings } from './codes.ts';
import { type Doc, type DocType, docTypes, type Shard } from './shapes.ts';
import { titleTokens, tokens } from './tokens.ts';

/** A document found, and the words of the index by which it was. */
export interface Match {
  readonly id: number;
  readonly score: number;
  readonly terms: readonly string[];
}

interface Score {
  readonly score: number;
  readonly terms: readonly string[];
}

/** A page that answers counts for more than one that mentions. */
const byType: Readonly<Record<DocType, number>> = {
  essay: 5,
  review: 3,
  approach: 4,
  hypothesis: 2,
  claim: 1.5,
  experiment: 1.5,
  glossary: 2,
  thread: 1.5,
  person: 3,
  run: 0.8,
  trace: 0.8,
  message: 1,
  proposal: 0.6,
};

/** A word as it is looked up: itself, or those that it may be a misspelling of. */
export interface Asked {
  readonly word: string;
  /** Whether the word may go on: it is the last one, and may still be typed. */
  readonly prefix: boolean;
  readonly instead: readonly string[];
}

/**
 * Documents that have every word (the last one as a prefix), best first: sum of weight × rarity,
 * times the worth of the kind of page. Without words, everything that passes the filters.
 *
 * @param types by document, the index of its type
 */
export function rank(
  asked: readonly Asked[],
  shards: readonly Shard[],
  types: readonly number[],
  passes: (id: number) => boolean,
): Match[] {
  const lists = asked.map((one) => postings(one, shards, types.length));
  const every = () => new Map(types.map((_, id) => [id, { score: 0, terms: [] }]));
  const found: Match[] = [];
  for (const [id] of lists[0] ?? every()) {
    if (!passes(id)) continue;
    const scores = lists.flatMap((list) => list.get(id) ?? []);
    if (scores.length < lists.length) continue;
    const type = docTypes[types[id] ?? -1];
    found.push({
      id,
      score: scores.reduce((sum, one) => sum + one.score, 0) * (type ? byType[type] : 1),
      terms: [...new Set(scores.flatMap((one) => one.terms))],
    });
  }
  return found.sort((a, b) => b.score - a.score || a.id - b.id);
}

/** How much a title counts that has the words as they were asked, and more if it is they. */
const titlePhrase = 2.5;
const titleBegins = 2;

/** The best matches in the order of their titles too, which `rank` does not know. */
export function byTitle<T extends Match & { readonly doc: Doc }>(
  words: readonly string[],
  matches: readonly T[],
): T[] {
  const worth = ({ score, doc }: T) => score * phrase(words, doc);
  return words.length === 0 ? [...matches] : matches.toSorted((a, b) => worth(b) - worth(a));
}

function phrase(words: readonly string[], doc: Doc): number {
  const asked = words.join(' ');
  const titles = [doc.title, ...(doc.also ?? [])].flatMap((title) => [
    tokens(title).join(' '),
    titleTokens(title).join(' '),
  ]);
  if (titles.some((title) => title.startsWith(asked))) return titlePhrase * titleBegins;
  return titles.some((title) => ` ${title}`.includes(` ${asked}`)) ? titlePhrase : 1;
}

/** A misspelling may be meant, a word that merely begins so is one of many. */
const forPrefix = 0.6;
const forMisspelt = 0.5;

function postings(asked: Asked, shards: readonly Shard[], docs: number): Map<number, Score> {
  const found = new Map<number, Score>();
  for (const [term, text] of shards.flatMap((shard) => Object.entries(shard))) {
    const share = shareOf(term, asked);
    if (share === 0) continue;
    const list = decodedPostings(text);
    const rarity = Math.log(1 + docs / (list.length / 2)) * share;
    for (let at = 0; at < list.length; at += 2) {
      const id = list[at] ?? 0;
      const known = found.get(id);
      const score = (list[at + 1] ?? 0) * rarity;
      found.set(id, {
        score: Math.max(known?.score ?? 0, score),
        terms: [...new Set([...(known?.terms ?? []), term])],
      });
    }
  }
  return found;
}

/** How far a word of the index is what was asked: 1 for the word itself, 0 for another. */
function shareOf(term: string, { word, prefix, instead }: Asked): number {
  if (term === word) return 1;
  if (prefix && term.startsWith(word)) return forPrefix;
  return instead.includes(term) ? forMisspelt : 0;
}

/** Whether any file has a word as it was asked. */
export const known = ({ word, prefix }: Asked, shards: readonly Shard[]): boolean =>
  shards.some(
    (shard) =>
      Object.hasOwn(shard, word) ||
      (prefix && Object.keys(shard).some((term) => term.startsWith(word))),
  );
