import type { MessageId } from '../../data/schema/ids.ts';
import type { Mailbox, Quote } from '../../data/schema/message.ts';
import type { ThreadNode } from '../thread/thread.ts';
import { type Ghost, ghostOf, testimonies } from './ghosts.ts';
import { Quotable } from './quotable.ts';
import { resolveQuotes } from './resolve.ts';
import type { Voice } from './voices.ts';

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
  const ghosts = ghostsOf(nodes, byId, quotables, messageOf);
  for (const ghost of ghosts) {
    quotables.set(ghost.messageId, new Quotable(ghost.messageId, ghost.body, true));
  }
  const quotes = nodes.flatMap((node) => {
    const message = quotables.get(node.messageId);
    if (!message || node.ghost) return [];
    const above = ancestorsOf(node, byId).flatMap(
      ({ messageId }) => quotables.get(messageId) ?? [],
    );
    return resolveQuotes(message, above);
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

function ghostsOf(
  nodes: readonly ThreadNode[],
  byId: ReadonlyMap<MessageId, ThreadNode>,
  quotables: ReadonlyMap<MessageId, Quotable>,
  messageOf: (id: MessageId) => QuotingMessage | undefined,
): Ghost[] {
  const missing = nodes.filter((node) => node.ghost);
  if (missing.length === 0) return [];
  const told = new Map<MessageId, Voice[]>(missing.map(({ messageId }) => [messageId, []]));
  for (const node of nodes) {
    const message = quotables.get(node.messageId);
    if (!message) continue;
    const ancestors = ancestorsOf(node, byId).map(({ messageId, ghost }) => {
      const { from = { name: '', address: '' }, date = null } = messageOf(messageId) ?? {};
      return { messageId, held: !ghost, from, date };
    });
    for (const { ghost, voice } of testimonies(message, ancestors)) told.get(ghost)?.push(voice);
  }
  return missing.map(({ messageId }) => ghostOf(messageId, told.get(messageId) ?? []));
}
