import type { Claim } from '../../data/schema/claim.ts';
import { byCodeUnits } from '../../data/schema/code-units.ts';
import { contentWords } from '../claim/read/analysis.ts';
import { tokens } from '../claim/read/tokens.ts';

/** A design option that a thread seems to argue over, for a reviewer to keep, rename or drop. */
export interface ProposedApproach {
  readonly id: string;
  readonly name: string;
  readonly argued: readonly string[];
  readonly vocabulary: readonly string[];
}

/** More than a reviewer wants to sort out by hand. */
const mostApproaches = 5;
const mostArguing = 3;
/** Where two terms stand in the same claims to this share, they name one option. */
const together = 0.5;

interface Term {
  readonly phrase: string;
  /** As most write it. */
  readonly spelled: string;
  readonly claims: ReadonlySet<Claim>;
  readonly score: number;
}

/**
 * Terms that several people use where they propose, require and judge: identifiers, capitals and pairs of
 * content words. Those that stand in the same claims become one approach.
 */
export function proposeApproaches(claims: readonly Claim[]): readonly ProposedApproach[] {
  const groups: Term[][] = [];
  for (const term of termsOf(claims)) {
    const group = groups.find((known) => known.some((other) => alike(term, other)));
    if (group) group.push(term);
    else groups.push([term]);
  }
  return groups.slice(0, mostApproaches).flatMap((group) => {
    const [first] = group;
    return first ? [approachOf(first, group)] : [];
  });
}

function approachOf(first: Term, group: readonly Term[]): ProposedApproach {
  const naming = new Set(group.flatMap(({ claims }) => [...claims]));
  const proposing = [...naming].filter(({ kind }) => kind === 'position');
  const voices = [...Map.groupBy(proposing, ({ author }) => author)].sort(
    ([a, x], [b, y]) => y.length - x.length || byCodeUnits(a, b),
  );
  return {
    id: first.phrase.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, ''),
    name: first.spelled,
    argued: voices.slice(0, mostArguing).map(([author]) => author),
    vocabulary: [...new Set(group.map(({ phrase }) => phrase))].slice(0, 6),
  };
}

function termsOf(claims: readonly Claim[]): readonly Term[] {
  const found = new Map<string, { spelled: Map<string, number>; claims: Set<Claim> }>();
  for (const claim of claims) {
    for (const spelled of phrasesIn(claim.text)) {
      const phrase = plain(spelled);
      const term = found.get(phrase) ?? { spelled: new Map(), claims: new Set() };
      term.spelled.set(spelled, (term.spelled.get(spelled) ?? 0) + 1);
      term.claims.add(claim);
      found.set(phrase, term);
    }
  }
  return [...found]
    .flatMap(([phrase, { spelled, claims: naming }]): Term[] => {
      const authors = new Set([...naming].map(({ author }) => author)).size;
      const messages = new Set([...naming].map(({ messageId }) => messageId)).size;
      if (authors < 2 || messages < 3) return [];
      // What nearly everybody says is the subject of the thread, not an option in it.
      if (naming.size > Math.max(8, claims.length / 4)) return [];
      const score = [...naming].reduce((sum, c) => sum + weightOf(c), 0) * Math.log2(1 + authors);
      const common = [...spelled].sort(([a, x], [b, y]) => y - x || byCodeUnits(a, b))[0]?.[0];
      return [{ phrase, spelled: common ?? phrase, claims: naming, score }];
    })
    .sort((a, b) => b.score - a.score || (a.phrase < b.phrase ? -1 : 1));
}

const weightOf = ({ salience, kind }: Claim) =>
  salience * (kind === 'position' ? 2 : kind === 'requirement' ? 1.5 : 1);

const plain = (spelled: string) =>
  spelled
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

function alike(one: Term, other: Term): boolean {
  if (one.phrase.includes(other.phrase) || other.phrase.includes(one.phrase)) return true;
  const shared = [...one.claims].filter((claim) => other.claims.has(claim)).length;
  return shared / Math.min(one.claims.size, other.claims.size) >= together;
}

/** Capitals and pairs that name no option: errors, habits of speech. */
const idle =
  /^(?:E[A-Z]{2,}|API|ABI|FWIW|IMH?O|IIUC|IIRC|IOWS?|AFAI[A-Z]+|BTW|TL;?DR|NOT|MUST|ONLY|ALL|ANY|AND|(?:use case|user space|kernel side|seems like|looks like|same thing|real problem).*)$/;

/** Identifiers, words in capitals, and pairs of neighbouring content words. */
function phrasesIn(text: string): readonly string[] {
  const all = tokens(text);
  const spelledAt = (i: number) => {
    const token = all[i];
    return token ? text.slice(token.start, token.end).replace(/\(\d?\)$/, '') : '';
  };
  return all.flatMap(({ word }, i) => {
    const spelled = spelledAt(i);
    const named = /^[\p{L}_][\p{L}\p{N}_]{2,39}$/u.test(spelled);
    const single =
      named && !idle.test(spelled) && (word === 'CODE' || /^[A-Z][A-Z0-9]{2,}$/.test(spelled))
        ? [spelled]
        : [];
    const pair = `${spelled} ${spelledAt(i + 1)}`;
    const next = all[i + 1];
    const content = next && contentWords([all[i] ?? next, next]).size === 2;
    return content &&
      !idle.test(pair) &&
      /^\p{Ll}{3,20}[ ]\p{Ll}{3,20}$/u.test(pair) &&
      noun(next.word)
      ? [...single, pair]
      : single;
  });
}

/** Not a verb form or an adverb, as far as an ending tells. */
const noun = (word: string) => !/(?:ly|ed|ing|able)$/.test(word);
