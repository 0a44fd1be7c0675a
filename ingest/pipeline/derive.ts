import { threadId } from '../../data/schema/hash.ts';
import type { MessageId } from '../../data/schema/ids.ts';
import type { Quote, Spoken, ThreadLink } from '../../data/schema/message.ts';
import type { ThreadedMessage, ThreadedThread } from '../../data/schema/store/writer.ts';
import { aliases } from '../merge/aliases.ts';
import { baseSubject, saysReply } from '../merge/base-subject.ts';
import { isSynthetic } from '../merge/synthetic-id.ts';
import type { ParsedMessage } from '../parsed.ts';
import type { Ghost } from '../quote/resolve/ghosts.ts';
import { probableParents } from '../quote/resolve/probable-parent.ts';
import { threadQuotes } from '../quote/resolve/thread-quotes.ts';
import { spokenByMarks } from '../quote/speak/spoken.ts';
import { kinOf } from '../thread/kin.ts';
import { patchMark, seriesOf } from '../thread/series.ts';
import { type ThreadNode, type ThreadTree, threadMessages } from '../thread/thread.ts';

/** A stored message of a component, as threading and quote resolution need it. */
export type ComponentMessage = Pick<
  ParsedMessage,
  'messageId' | 'inReplyTo' | 'references' | 'from' | 'date' | 'subject' | 'body'
>;

export interface Derived {
  readonly threads: readonly ThreadedThread[];
  readonly quotes: readonly Quote[];
  readonly spoken: ReadonlyMap<MessageId, readonly Spoken[]>;
}

/** Threads, quotes and ghosts of one component; a function of the set of its messages. */
export function derive(messages: readonly ComponentMessage[]): Derived {
  const probable = probableParents(messages);
  const linked = naming(kinOf(messages), messages).map((message) => {
    const parent = probable.get(message.messageId);
    return parent ? { ...message, probable: parent } : message;
  });
  const first = deriveOnce(linked);
  // A ghost that an attribution line gave an id of ours may be a message that is here under its own.
  const unknown = first.ghosts.filter((ghost) => isSynthetic(ghost.messageId));
  const known = unknown.length > 0 ? aliases(unknown, messages) : new Map<MessageId, MessageId>();
  return known.size === 0 ? first : deriveOnce(naming(known, linked));
}

/** The messages with the ids that are meant in place of those that their headers name. */
function naming<T extends ComponentMessage>(
  meant: ReadonlyMap<MessageId, MessageId>,
  messages: readonly T[],
): readonly T[] {
  if (meant.size === 0) return messages;
  const renamed = (ids: readonly MessageId[]) => ids.map((id) => meant.get(id) ?? id);
  return messages.map((message) => ({
    ...message,
    inReplyTo: renamed(message.inReplyTo),
    references: renamed(message.references),
  }));
}

type Linked = ComponentMessage & { readonly probable?: MessageId };

function deriveOnce(messages: readonly Linked[]): Derived & { ghosts: readonly Ghost[] } {
  const byId = new Map(messages.map((message) => [message.messageId, message]));
  const parts = threadMessages(messages).map((tree) => {
    const { quotes, ghosts, spoken } = threadQuotes(tree.messages, (id) => byId.get(id));
    return { thread: threadOf(tree, byId, ghosts, quoting(quotes)), quotes, ghosts, spoken };
  });
  return {
    threads: parts.map(({ thread }) => thread),
    quotes: parts.flatMap(({ quotes }) => quotes),
    ghosts: parts.flatMap(({ ghosts }) => ghosts),
    spoken: new Map(parts.flatMap(({ spoken }) => [...spoken])),
  };
}

const quoting = (quotes: readonly Quote[]) => new Set(quotes.map(({ messageId }) => messageId));

/**
 * How a message hangs where it does, if not by its own headers or others': `branch` is one that states
 * its parent and yet begins something else, under a new subject and without a quote.
 */
function linkOf(
  { messageId, parent, link }: ThreadNode,
  byId: ReadonlyMap<MessageId, ComponentMessage>,
  quotes: ReadonlySet<MessageId>,
): ThreadLink | null {
  if (link === 'series' || link === 'probable') return link;
  const message = byId.get(messageId);
  const above = parent === null ? undefined : byId.get(parent);
  if (!message || !above || quotes.has(messageId)) return null;
  const { subject } = message;
  if (subject === '' || saysReply(subject) || patchMark(subject)) return null;
  return baseSubject(subject) === baseSubject(above.subject) ? null : 'branch';
}

function threadOf(
  tree: ThreadTree,
  byId: ReadonlyMap<MessageId, ComponentMessage>,
  ghosts: readonly Ghost[],
  quotes: ReadonlySet<MessageId>,
): ThreadedThread {
  const told = new Map(ghosts.map((ghost) => [ghost.messageId, ghost]));
  const series = seriesOf(
    tree.messages.flatMap(({ messageId }) => {
      const message = byId.get(messageId);
      return message ? [{ messageId, subject: message.subject }] : [];
    }),
  );
  const messages = tree.messages.map((node, position): ThreadedMessage => {
    const link = linkOf(node, byId, quotes);
    const place = { messageId: node.messageId, inReplyTo: node.parent, depth: node.depth, link };
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
        spoken: spokenByMarks(ghost?.body ?? ''),
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
