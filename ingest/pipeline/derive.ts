import { threadId } from '../../data/schema/hash.ts';
import type { MessageId } from '../../data/schema/ids.ts';
import type { Mailbox, Quote } from '../../data/schema/message.ts';
import type { ThreadedThread } from '../../data/schema/store/writer.ts';
import { threadMessages } from '../thread/thread.ts';

/** A stored message of a component, as threading and quote resolution need it. */
export interface ComponentMessage {
  readonly messageId: MessageId;
  readonly inReplyTo: readonly MessageId[];
  readonly references: readonly MessageId[];
  readonly from: Mailbox;
  readonly date: string | null;
  readonly subject: string;
  readonly body: string;
}

export interface Derived {
  readonly threads: readonly ThreadedThread[];
  readonly quotes: readonly Quote[];
}

/** Threads, quotes and ghosts of one component; a function of the set of its messages. */
export function derive(messages: readonly ComponentMessage[]): Derived {
  const dates = new Map(messages.map((message) => [message.messageId, message.date]));
  const threads = threadMessages(messages).map((tree) => ({
    id: threadId(tree.root),
    subject: tree.subject,
    series: null,
    messages: tree.messages.map((node) => ({
      messageId: node.messageId,
      inReplyTo: node.parent,
      depth: node.depth,
      date: dates.get(node.messageId) ?? null,
      ghost: node.ghost ? { from: { name: '', address: '' }, subject: '', body: '' } : null,
    })),
  }));
  return { threads, quotes: [] };
}
