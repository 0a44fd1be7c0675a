import type { Claim } from '../../data/schema/claim.ts';
import type { ClaimId } from '../../data/schema/ids.ts';
import type { Quote } from '../../data/schema/message.ts';
import { type Spoken, speaker, type ThreadText } from './thread-text.ts';

/** How others took up a statement: a resolved quote is a vote. */
export interface Votes {
  /** Sum over replies that quote it, each by how choosily it quotes: 1 minus the share of the message kept. */
  readonly quoted: number;
  /** Replies in which it is the last statement quoted before an answer. */
  readonly answered: number;
  /** Words of those answers, in hundreds. */
  readonly answer: number;
  /** Replies that answer it and take a side. */
  readonly contested: number;
  /** People other than its author whose mail repeats it, however deep the quote. */
  readonly people: number;
  /** Whether anyone quotes its message at all: only then does silence say something. */
  readonly chance: number;
}

const none: Votes = { quoted: 0, answered: 0, answer: 0, contested: 0, people: 0, chance: 0 };
/** A reply with more quotes than this votes with its first: bounds the work for a hostile one. */
const mostQuotes = 400;

type Mutable = { -readonly [Name in keyof Votes]: number };

/** Votes for every claim of a thread; quotes that did not resolve to a message of the thread have none. */
export function votes(thread: ThreadText): ReadonlyMap<ClaimId, Votes> {
  const found = new Map<ClaimId, Mutable>();
  const byId = new Map(thread.map((spoken) => [spoken.message.messageId, spoken]));
  const repeating = new Map<ClaimId, Set<string>>();
  for (const spoken of thread) for (const { id } of spoken.claims) found.set(id, { ...none });
  for (const reply of thread) {
    for (const [origin, quotes] of Map.groupBy(
      reply.quotes.slice(0, mostQuotes),
      (q) => q.origin?.messageId,
    )) {
      const source = origin && byId.get(origin);
      if (!source || source === reply || speaker(source) === speaker(reply)) continue;
      const kept = source.claims.filter((claim) => quotes.some((quote) => holds(quote, claim)));
      const choosy = 1 - kept.length / Math.max(1, source.claims.length);
      for (const { id } of source.claims) add(found, id, { chance: 1 });
      for (const { id } of kept) {
        add(found, id, { quoted: choosy });
        repeating.set(id, (repeating.get(id) ?? new Set()).add(speaker(reply)));
      }
      for (const quote of quotes) answer(reply, source, quote, found);
    }
  }
  for (const [id, names] of repeating) add(found, id, { people: names.size });
  return new Map([...found].map(([id, v]) => [id, { ...v, chance: Math.min(1, v.chance) }]));
}

function add(found: Map<ClaimId, Mutable>, id: ClaimId, more: Partial<Votes>): void {
  const votes = found.get(id);
  if (!votes) return;
  for (const [name, value] of Object.entries(more)) votes[name as keyof Votes] += value;
}

/** The statement that a quote ends in is the one that the words below it answer. */
function answer(reply: Spoken, source: Spoken, quote: Quote, found: Map<ClaimId, Mutable>): void {
  const target = source.claims.filter((claim) => holds(quote, claim)).at(-1);
  if (!target) return;
  const next =
    reply.quotes.find(({ start }) => start >= quote.end)?.start ?? reply.message.body.length;
  const said = reply.claims.filter(({ start }) => start >= quote.end && start < next);
  if (said.length === 0) return;
  const words = said.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0);
  add(found, target.id, {
    answered: 1,
    answer: Math.min(2, words / 100),
    contested: said.some(({ stance }) => stance !== 'neutral') ? 1 : 0,
  });
}

/** Whether a quote holds half of a claim. */
function holds({ origin }: Quote, claim: Pick<Claim, 'start' | 'end'>): boolean {
  if (!origin) return false;
  const shared = Math.min(claim.end, origin.end) - Math.max(claim.start, origin.start);
  return shared >= 0.5 * (claim.end - claim.start);
}
