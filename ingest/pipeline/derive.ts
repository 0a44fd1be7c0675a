import { threadId } from '../../data/schema/hash.ts';
import type { MessageId } from '../../data/schema/ids.ts';
import type { Quote } from '../../data/schema/message.ts';
import type { ThreadedMessage, ThreadedThread } from '../../data/schema/store/writer.ts';
import { aliases } from '../merge/aliases.ts';
import { isSynthetic } from '../merge/synthetic-id.ts';
import type { ParsedMessage } from '../parsed.ts';
import type { Ghost } from '../quote/ghosts.ts';
import { threadQuotes } from '../quote/thread-quotes.ts';
import { type ThreadTree, threadMessages } from '../thread/thread.ts';
import { seriesOf } from './series.ts';

/** A stored message of a component, as threading and quote resolution need it. */
export type ComponentMessage = Pick<
  ParsedMessage,
  'messageId' | 'inReplyTo' | 'references' | 'from' | 'date' | 'subject' | 'body'
>;

export interface Derived {
  readonly threads: readonly ThreadedThread[];
  readonly quotes: readonly Quote[];
}

/** Threads, quotes and ghosts of one component; a function of the set of its messages. */
export function derive(messages: readonly ComponentMessage[]): Derived {
  const first = deriveOnce(messages);
  // A ghost that an attribution line gave an id of ours may be a message that is here under its own.
  const unknown = first.ghosts.filter((ghost) => isSynthetic(ghost.messageId));
  const known = unknown.length > 0 ? aliases(unknown, messages) : new Map<MessageId, MessageId>();
  if (known.size === 0) return first;
  const renamed = (ids: readonly MessageId[]) => ids.map((id) => known.get(id) ?? id);
  return deriveOnce(
    messages.map((message) => ({
      ...message,
      inReplyTo: renamed(message.inReplyTo),
      references: renamed(message.references),
    })),
  );
}

function deriveOnce(messages: readonly ComponentMessage[]): Derived & { ghosts: readonly Ghost[] } {
  const byId = new Map(messages.map((message) => [message.messageId, message]));
  const parts = threadMessages(messages).map((tree) => {
    const { quotes, ghosts } = threadQuotes(tree.messages, (id) => byId.get(id));
    return { thread: threadOf(tree, byId, ghosts), quotes, ghosts };
  });
  return {
    threads: parts.map(({ thread }) => thread),
    quotes: parts.flatMap(({ quotes }) => quotes),
    ghosts: parts.flatMap(({ ghosts }) => ghosts),
  };
}

function threadOf(
  tree: ThreadTree,
  byId: ReadonlyMap<MessageId, ComponentMessage>,
  ghosts: readonly Ghost[],
): ThreadedThread {
  const told = new Map(ghosts.map((ghost) => [ghost.messageId, ghost]));
  const series = seriesOf(
    tree.messages.flatMap(({ messageId }) => {
      const message = byId.get(messageId);
      return message ? [{ messageId, subject: message.subject }] : [];
    }),
  );
  const messages = tree.messages.map((node, position): ThreadedMessage => {
    const place = { messageId: node.messageId, inReplyTo: node.parent, depth: node.depth };
    const message = byId.get(node.messageId);
    if (message) return { ...place, date: message.date, ghost: null };
    const ghost = told.get(node.messageId);
    // The nearest message below has the words of its subject, whatever `Re:` they bore.
    const below = tree.messages.slice(position + 1).find(({ messageId }) => byId.has(messageId));
    return {
      ...place,
      date: ghost?.date?.replace(/\.000Z$/, 'Z') ?? null,
      ghost: {
        from: ghost?.from ?? { name: '', address: '' },
        subject: below ? (byId.get(below.messageId)?.subject ?? '') : '',
        body: ghost?.body ?? '',
      },
    };
  });
  return {
    id: threadId(tree.root),
    subject: tree.subject,
    series: series ? JSON.stringify(series) : null,
    messages,
  };
}
