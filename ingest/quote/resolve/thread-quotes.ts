import type { MessageId } from '../../../data/schema/ids.ts';
import type { Mailbox, Quote, Spoken } from '../../../data/schema/message.ts';
import { onePersonKey } from '../../merge/one-person.ts';
import type { ThreadNode } from '../../thread/thread.ts';
import { Quotable } from '../speak/quotable.ts';
import { spokenIn } from '../speak/spoken.ts';
import { type Ancestor, type Ghost, ghostOf, type Testimony, testimonies } from './ghosts.ts';
import { resolveQuotes } from './resolve.ts';

/** A held message of a thread, as quotes need it. */
export interface QuotingMessage {
  readonly messageId: MessageId;
  readonly from: Mailbox;
  readonly date: string | null;
  readonly body: string;
}

export interface ThreadQuotes {
  readonly quotes: readonly Quote[];
  /** What is known of each ghost of the thread, in thread order; nothing more than the id for some. */
  readonly ghosts: readonly Ghost[];
  /** Who speaks in each held message in which others do. */
  readonly spoken: ReadonlyMap<MessageId, readonly Spoken[]>;
}

/** Generations above a message in which the origin of its quotes is looked for. */
const mostAncestors = 40;

type MessageOf = (id: MessageId) => QuotingMessage | undefined;

/**
 * Resolves all quotes of one thread and rebuilds its ghosts from them. What is derived of a body is
 * held only while the thread below that message is read.
 *
 * @param nodes the thread, depth first, as `threadMessages` lays it out
 * @param messageOf the held messages of the thread by id
 * @returns quotes as resolveQuotes gives them; a passage of a ghost is `verbatim` where another message
 *   quotes the same words, else `unresolved`
 */
export function threadQuotes(nodes: readonly ThreadNode[], messageOf: MessageOf): ThreadQuotes {
  const told = toldOfGhosts(nodes, messageOf);
  const ghosts = [...told].map(([messageId, its]) => ghostOf(messageId, its));
  const ghostBody = new Map(ghosts.map(({ messageId, body }) => [messageId, body]));
  const quotes: Quote[] = [];
  const spoken = new Map<MessageId, readonly Spoken[]>();
  const path: Quotable[] = []; // from the root down to the message that is read
  for (const { messageId, depth } of nodes) {
    path.length = depth;
    const message = messageOf(messageId);
    const read = message
      ? new Quotable(messageId, message.body, message.from)
      : new Quotable(messageId, ghostBody.get(messageId) ?? '', undefined, true);
    if (message) {
      const ancestors = parentFirst(path);
      read.heed(ancestors);
      if (read.hasQuotes) spoken.set(messageId, spokenIn(read));
      for (const quote of resolveQuotes(read, ancestors)) {
        quotes.push(vouchedFor(quote, told));
      }
    }
    path.push(read);
  }
  return { quotes, ghosts, spoken };
}

/** The nearest ancestors of a path that leads down from the root. */
function parentFirst<T>(path: readonly T[]): T[] {
  return path.slice(-mostAncestors).reverse();
}

/** What quotes tell of each ghost of a thread. */
function toldOfGhosts(
  nodes: readonly ThreadNode[],
  messageOf: MessageOf,
): Map<MessageId, Testimony[]> {
  const told = new Map<MessageId, Testimony[]>();
  for (const { messageId, ghost } of nodes) if (ghost) told.set(messageId, []);
  if (told.size === 0) return told;
  const path: Ancestor[] = [];
  for (const { messageId, depth, ghost } of nodes) {
    path.length = depth;
    const message = messageOf(messageId);
    const { from = { name: '', address: '' }, date = null } = message ?? {};
    if (message && path.some(({ held }) => !held)) {
      const quotable = new Quotable(messageId, message.body, message.from);
      for (const testimony of testimonies(quotable, parentFirst(path))) {
        told.get(testimony.ghost)?.push(testimony);
      }
    }
    path.push({ messageId, held: !ghost, from, date });
  }
  return withoutDoubles(told);
}

/**
 * One author wrote one message at one instant. Where two ghosts are told the same, somebody cut out
 * a whole generation of the quote, so that text counted for a nearer message than it is from: the one
 * nearer to the root keeps it. Ghosts come parents first.
 */
function withoutDoubles(
  told: ReadonlyMap<MessageId, readonly Testimony[]>,
): Map<MessageId, Testimony[]> {
  const owner = new Map<string, MessageId>();
  const kept = new Map<MessageId, Testimony[]>();
  for (const [ghost, its] of told) {
    const own = its.filter(({ voice: { attribution } }) => {
      if (!attribution?.date) return true;
      const key = `${onePersonKey(attribution)} ${attribution.date}`;
      const first = owner.get(key) ?? ghost;
      owner.set(key, first);
      return first === ghost;
    });
    kept.set(ghost, own);
  }
  return kept;
}

/** Other quotes of a ghost that are compared. */
const mostWitnesses = 5;

/** A passage of a ghost that another message quotes in the same words is as good as verbatim. */
function vouchedFor(quote: Quote, told: ReadonlyMap<MessageId, readonly Testimony[]>): Quote {
  const testimony = quote.origin && told.get(quote.origin.messageId);
  if (!testimony) return quote;
  const words = squeeze(quote.text);
  const agreed = testimony
    .filter(({ by }) => by !== quote.messageId)
    .slice(0, mostWitnesses)
    .some(({ voice }) => squeeze(voice.text).includes(words));
  return agreed ? { ...quote, fidelity: 'verbatim' } : quote;
}

const squeeze = (text: string) => text.replace(/\s+/g, '');
