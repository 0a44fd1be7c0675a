import type { Claim } from '../../data/schema/claim.ts';
import type { ClaimId, MessageId } from '../../data/schema/ids.ts';
import { contentWords } from '../claim/read/analysis.ts';
import { tokens } from '../claim/read/tokens.ts';
import { type Setting, settings } from './setting.ts';
import { type Spoken, speaker, type ThreadText } from './thread-text.ts';
import { type Topic, topics } from './topic.ts';
import { type Votes, votes } from './votes.ts';
import { type Wording, wording } from './wording.ts';

/** What speaks for a claim, by name; each about 0 to 1, so that one penalty fits all. */
export type Signals = ReadonlyMap<string, number>;

/** Signals of every claim of a thread. Pure: nothing but the thread decides. */
export function signalsOf(thread: ThreadText): ReadonlyMap<ClaimId, Signals> {
  const voted = votes(thread);
  const about = topics(thread);
  const tree = treeOf(thread);
  const subject = thread[0] ? contentWords(tokens(thread[0].message.subject)) : null;
  const found = new Map<ClaimId, Signals>();
  for (const [i, spoken] of thread.entries()) {
    const place = {
      ...tree(spoken),
      first: i === 0,
      early: i > 0 && i <= 3,
      last: i >= thread.length - 3,
      late: i / Math.max(1, thread.length - 1),
    };
    const around = settings(spoken);
    const answers = spoken.claims.reduce((sum, { id }) => sum + (voted.get(id)?.answered ?? 0), 0);
    const longest = Math.max(...spoken.claims.map(({ text }) => text.length));
    for (const [n, claim] of spoken.claims.entries()) {
      const vote = voted.get(claim.id);
      const topic = about.get(claim.id);
      if (!vote || !topic) continue;
      found.set(
        claim.id,
        named({
          ...ofVotes(vote),
          ...ofTopic(topic),
          ...ofWording(wording(claim.text)),
          ...ofLabel(claim),
          ...ofPlace(place, n, spoken.claims.length),
          ...ofSetting(around[n]),
          'longest of its message': claim.text.length === longest ? 1 : 0,
          'by length': Math.min(1, claim.text.length / 250),
          'down its message': claim.start / Math.max(1, spoken.message.body.length),
          'message answered': Math.log2(1 + answers) / 3,
          'on the subject': subject === null ? 0 : sharedWords(claim.text, subject),
        }),
      );
    }
  }
  return found;
}

const named = (values: Readonly<Record<string, number>>): Signals =>
  new Map(Object.entries(values).filter(([, value]) => value !== 0));

/** Grows slowly: the tenth vote says less than the first. */
const damped = (x: number) => Math.log2(1 + x) / 2;

const ofVotes = (v: Votes) => ({
  quoted: damped(v.quoted),
  answered: damped(v.answered),
  'answered at length': damped(v.answer),
  contested: damped(v.contested),
  'quoted by people': damped(v.people),
  'passed over': v.chance === 1 && v.people === 0 ? 1 : 0,
  'no reply': 1 - v.chance,
});

const ofSetting = (s: Setting | undefined) => ({
  'opens an answer': s?.opensAnswer ? 1 : 0,
  'far from the quote': Math.min(1, (s?.sinceQuote ?? 0) / 8),
  'opens a paragraph': s?.opensParagraph ? 1 : 0,
  'closes a paragraph': s?.closesParagraph ? 1 : 0,
  'a paragraph of its own': s?.opensParagraph && s.closesParagraph ? 1 : 0,
});

const ofTopic = (t: Topic) => ({
  central: 2 * t.central,
  echoed: t.echoed,
  'on the opening': t.opening,
  'echoed thrice': t.echoes,
  'said again': t.again,
  'like its neighbours': t.neighbours,
});

const ofWording = (w: Wording) => ({
  length: Math.min(1, Math.log2(1 + w.content) / 4),
  terse: w.words < 6 ? 1 : 0,
  short: w.words < 10 ? 1 : 0,
  long: w.words > 45 ? 1 : 0,
  dangling: w.dangling,
  asks: w.asks,
  concludes: w.concludes,
  stressed: w.stressed,
  code: w.code,
  figures: w.figures,
  opinion: w.opinion,
  chatter: w.chatter,
  evaluates: w.evaluates,
  negates: w.negates,
  proposes: w.proposes,
  requires: w.requires,
  personal: w.personal,
  generic: w.generic,
  example: w.example,
  course: w.course,
  verdict: w.verdict,
  settles: w.settles,
  reasons: w.reasons,
  hedges: w.hedges,
  conditional: w.conditional,
  demands: w.demands,
  contrasts: w.contrasts,
  wants: w.wants,
  denies: w.denies,
  trouble: w.trouble,
  cost: w.cost,
  remedy: w.remedy,
});

const ofLabel = ({ kind, stance }: Claim) => ({
  [`kind: ${kind}`]: 1,
  [`stance: ${stance}`]: 1,
});

interface Place {
  readonly first: boolean;
  /** Among the first three that follow the opening, or the last three of all. */
  readonly early: boolean;
  readonly last: boolean;
  /** Where in time, 0 to 1. */
  readonly late: number;
  /** Its author's first and last word in the thread. */
  readonly enters: boolean;
  readonly leaves: boolean;
  /** Share of the thread's messages that answer it, directly or not. */
  readonly below: number;
  /** Share of the thread's messages by its author. */
  readonly voice: number;
  readonly replies: number;
}

const ofPlace = (place: Place, n: number, count: number) => ({
  'opens the thread': place.first ? 1 : 0,
  'among the first': place.early ? 1 : 0,
  'among the last': place.last ? 1 : 0,
  below: place.below,
  late: place.late,
  enters: place.enters ? 1 : 0,
  leaves: place.leaves ? 1 : 0,
  voice: place.voice,
  replies: damped(place.replies),
  'first of its message': n === 0 ? 1 : 0,
  'last of its message': n === count - 1 ? 1 : 0,
  'alone in its message': count <= 2 ? 1 : 0,
  crowded: Math.min(1, Math.log2(1 + count) / 6),
});

/** Where each message stands: how much was said below it and how much its author says in all. */
function treeOf(
  thread: ThreadText,
): (spoken: Spoken) => Omit<Place, 'first' | 'early' | 'last' | 'late'> {
  const children = Map.groupBy(thread, ({ message }) => message.inReplyTo);
  const below = new Map<MessageId, number>();
  const count = (id: MessageId, seen: ReadonlySet<MessageId>): number => {
    const known = below.get(id);
    if (known !== undefined || seen.has(id)) return known ?? 0;
    const inside = new Set(seen).add(id);
    const total = (children.get(id) ?? []).reduce(
      (sum, { message }) => sum + 1 + count(message.messageId, inside),
      0,
    );
    below.set(id, total);
    return total;
  };
  const voices = new Map<string, number>();
  for (const spoken of thread) voices.set(speaker(spoken), (voices.get(speaker(spoken)) ?? 0) + 1);
  const by = Map.groupBy(thread, speaker);
  return (spoken) => ({
    enters: by.get(speaker(spoken))?.[0] === spoken,
    leaves: by.get(speaker(spoken))?.at(-1) === spoken,
    below: count(spoken.message.messageId, new Set()) / Math.max(1, thread.length),
    voice: (voices.get(speaker(spoken)) ?? 0) / Math.max(1, thread.length),
    replies: (children.get(spoken.message.messageId) ?? []).length,
  });
}

/** How many words of the subject a statement uses, damped. */
function sharedWords(text: string, subject: ReadonlySet<string>): number {
  return damped([...contentWords(tokens(text))].filter((word) => subject.has(word)).length);
}
