import type { MessageId } from '../../data/schema/ids.ts';
import type { Mailbox, Quote } from '../../data/schema/message.ts';
import { personKey } from '../merge/person.ts';
import type { ThreadNode } from '../thread/thread.ts';
import { type Ghost, ghostOf, type Testimony, testimonies } from './ghosts.ts';
import { Quotable } from './quotable.ts';
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
}

/** Generations above a message in which the origin of its quotes is looked for. */
const mostAncestors = 40;

/**
 * Resolves all quotes of one thread and rebuilds its ghosts from them.
 *
 * @param nodes the thread, parents before children, as `threadMessages` lays it out
 * @param messageOf the held messages of the thread by id
 * @returns quotes as resolveQuotes gives them; a passage of a ghost is `verbatim` where another message
 *   quotes the same words, else `unresolved`
 */
export function threadQuotes(
  nodes: readonly ThreadNode[],
  messageOf: (id: MessageId) => QuotingMessage | undefined,
): ThreadQuotes {
  const byId = new Map(nodes.map((node) => [node.messageId, node]));
  const quotables = new Map<MessageId, Quotable>();
  for (const { messageId } of nodes) {
    const message = messageOf(messageId);
    if (message) quotables.set(messageId, new Quotable(messageId, message.body));
  }
  const told = toldOfGhosts(nodes, byId, quotables, messageOf);
  const ghosts = [...told].map(([messageId, its]) => ghostOf(messageId, its));
  for (const ghost of ghosts) {
    quotables.set(ghost.messageId, new Quotable(ghost.messageId, ghost.body, true));
  }
  const quotes = nodes.flatMap((node) => {
    const message = quotables.get(node.messageId);
    if (!message || node.ghost) return [];
    const above = ancestorsOf(node, byId).flatMap(
      ({ messageId }) => quotables.get(messageId) ?? [],
    );
    return resolveQuotes(message, above).map((quote) => vouchedFor(quote, told));
  });
  return { quotes, ghosts };
}

/** Parent first. */
function ancestorsOf(node: ThreadNode, byId: ReadonlyMap<MessageId, ThreadNode>): ThreadNode[] {
  const found: ThreadNode[] = [];
  for (let id = node.parent; id !== null && found.length < mostAncestors; ) {
    const above = byId.get(id);
    if (!above) break;
    found.push(above);
    id = above.parent;
  }
  return found;
}

/** What quotes tell of each ghost of a thread. */
function toldOfGhosts(
  nodes: readonly ThreadNode[],
  byId: ReadonlyMap<MessageId, ThreadNode>,
  quotables: ReadonlyMap<MessageId, Quotable>,
  messageOf: (id: MessageId) => QuotingMessage | undefined,
): Map<MessageId, Testimony[]> {
  const told = new Map<MessageId, Testimony[]>();
  for (const { messageId, ghost } of nodes) if (ghost) told.set(messageId, []);
  if (told.size === 0) return told;
  for (const node of nodes) {
    const message = quotables.get(node.messageId);
    if (!message) continue;
    const ancestors = ancestorsOf(node, byId).map(({ messageId, ghost }) => {
      const { from = { name: '', address: '' }, date = null } = messageOf(messageId) ?? {};
      return { messageId, held: !ghost, from, date };
    });
    for (const testimony of testimonies(message, ancestors)) {
      told.get(testimony.ghost)?.push(testimony);
    }
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
      const key = `${personKey(attribution)} ${attribution.date}`;
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
