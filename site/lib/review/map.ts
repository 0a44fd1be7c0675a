import type { RelationKind } from '../../../data/schema/claim.ts';
import type { Quote } from '../../../data/schema/message.ts';
import { tellingWords } from '../../../data/schema/telling-words.ts';
import { type Argument, mostNodes, type Step } from '../fold-argument.ts';
import { store } from '../store.ts';
import type { Statement } from './statements.ts';
import { onOneLine } from './words.ts';

type Edge = Step<Statement>;
export type ThreadMap = Argument<Statement>;

/** A relation that extraction found, and the quote beneath which its statement stands. */
export interface Found extends Edge {
  /** Found by a person: sure wherever it stands. */
  readonly reviewed: boolean;
  readonly beneath: Pick<Quote, 'end' | 'origin'> | undefined;
}

/** The argument between a thread's statements as far as it is sure, the most salient pairs first. */
export function mapOf(statements: readonly Statement[]): ThreadMap {
  const known = new Map(statements.map((one) => [one.claim.id, one]));
  const found = statements.flatMap((from) => {
    const beneath = store()
      ?.quotesIn(from.message.messageId)
      .filter(({ end, origin }) => origin !== null && end <= from.claim.start)
      .at(-1);
    const related = (store()?.relationsOf(from.claim.id) ?? []).flatMap((relation): Found[] => {
      const to = known.get(relation.to);
      return relation.from === from.claim.id && to
        ? [{ from, kind: relation.kind, to, beneath, reviewed: relation.origin === 'curated' }]
        : [];
    });
    return beneath ? related : [...related, ...unquotedAnswer(from, statements)];
  });
  return drawn(found);
}

const byStance = { supports: 'supports', disputes: 'attacks', neutral: 'answers' } as const;

/** A statement that stands above or without any quote: it may answer what it shares most words with in its parent. */
function unquotedAnswer(from: Statement, statements: readonly Statement[]): Found[] {
  const [to] = statements
    .filter((one) => answersMessage(from, one))
    .toSorted((a, b) => inCommon(from, b) - inCommon(from, a));
  const kind = byStance[from.claim.stance];
  return to ? [{ from, kind, to, beneath: undefined, reviewed: false }] : [];
}

/** The sure ones of what was found, each statement answering at most one, between at most `mostNodes` statements. */
export function drawn(found: readonly Found[]): ThreadMap {
  const nodes = new Set<Statement>();
  const edges: Edge[] = [];
  for (const one of found.filter(isSure).toSorted(byWeight)) {
    const { from, to } = one;
    if (new Set([...nodes, from, to]).size > mostNodes || edges.some((edge) => edge.from === from))
      continue;
    nodes.add(from).add(to);
    edges.push({ from, kind: worded(one), to });
  }
  return { nodes: [...nodes], edges };
}

const weight = ({ from, to, reviewed }: Found) =>
  from.claim.salience + to.claim.salience + (reviewed ? 2 : 0);
const byWeight = (a: Found, b: Found) => weight(b) - weight(a);

/** Characters between the quoted words and what is said of them. */
const atOnce = 12;
const soon = 150;
/** A longer quote leaves open which of its sentences is meant. */
const longestQuote = 900;
/** Characters by which the quote may end beside the statement: a stop, a mark of a quote. */
const beside = 20;
/** Words in common with a statement of the message that is answered, where nothing is quoted above. */
const unquoted = 3;
/** Below this neither kind nor stance of a statement says much. */
const leastConfidence = 0.4;

/**
 * Whether two people's statements stand so that one answers the other: directly beneath its quoted words, with
 * which it has words in common, the more the further below; or, before anything is quoted, in answer to its
 * message and with more of its words.
 */
export function isSure({ from, to, beneath, reviewed }: Found): boolean {
  if (reviewed) return true;
  if (from.author === to.author) return false;
  if (!beneath) return inCommon(from, to) >= unquoted && answersMessage(from, to);
  if (!beneath.origin) return false;
  const { origin, end } = beneath;
  const gap = from.claim.start - end;
  if (origin.messageId !== to.message.messageId || gap > soon) return false;
  if (origin.end - origin.start > longestQuote) return false;
  if (Math.abs(origin.end - to.claim.end) > beside) return false;
  if (from.claim.confidence < leastConfidence) return false;
  if ([from, to].some(({ claim }) => claim.text.trimEnd().endsWith(':'))) return false;
  return inCommon(from, to) >= (gap <= atOnce ? 1 : 2);
}

const answersMessage = (from: Statement, to: Statement) =>
  from.message.inReplyTo === to.message.messageId;

function inCommon(from: Statement, to: Statement): number {
  const theirs = tellingWords(to.claim.text);
  return [...tellingWords(from.claim.text)].filter((word) => theirs.has(word)).length;
}

const opposes = /\b(?:but|however|instead|rather|wrong|disagree|incorrect|on the contrary)\b/i;
const denies = /\b(?:not|no|never|none|nor|nobody|nothing|useless)\b|n't\b/i;
const grants =
  /^\W*(?:yes|yeah|yup|agreed|right|sure|exactly|true)\b|\byou(?:'re| are) (?:right|correct)\b/i;
const agrees = /\b(?:yes|yeah|agree|right|good|indeed|sure|exactly|perfectly|makes sense|true)\b/i;

/** A stance that no word bears out is an answer; two that both deny may well deny the same. */
function worded({ from, kind, to, reviewed }: Found): RelationKind {
  const text = onOneLine(from);
  if (reviewed) return kind;
  if (kind === 'attacks') {
    const against = opposes.test(text) || (denies.test(text) && !denies.test(to.claim.text));
    return against && !grants.test(text) ? 'attacks' : 'answers';
  }
  return kind === 'supports' && !agrees.test(text) ? 'answers' : kind;
}
