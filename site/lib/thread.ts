import { sha256 } from '../../data/schema/hash.ts';
import type { MessageId, ThreadId } from '../../data/schema/ids.ts';
import type { Thread } from '../../data/schema/message.ts';
import { href } from './href.ts';
import { store } from './store.ts';

/** Messages on one page of a thread: a page stays readable and below a few hundred kB. */
export const perPage = 40;

/** Longest body shown in full, UTF-16 code units; a longer one goes on in the mbox. */
export const longestBody = 60_000;

/** The fragment of a message: its id may hold anything, so a hash stands for it. */
export const anchor = (id: MessageId) => `m-${sha256(id).slice(0, 12)}`;

export function threadHref(id: ThreadId, page = 1): string {
  return href(page === 1 ? `/threads/${id}/` : `/threads/${id}/${page}/`);
}

export const pagesOf = (thread: Thread) => Math.max(1, Math.ceil(thread.messages.length / perPage));

/** Where a message stands, or undefined where the store has neither it nor its thread. */
export function messageHref(id: MessageId): string | undefined {
  // Most links stay within the thread being drawn, and need no look at the store.
  const here = last?.pageOf.get(id);
  if (last && here !== undefined) return `${threadHref(last.id, here)}#${anchor(id)}`;
  const message = store()?.message(id);
  const thread = message && threadOf(message.threadId);
  if (!message || !thread) return undefined;
  const page = thread.pageOf.get(message.messageId);
  return page === undefined
    ? undefined
    : `${threadHref(message.threadId, page)}#${anchor(message.messageId)}`;
}

interface Paged extends Thread {
  readonly pageOf: ReadonlyMap<MessageId, number>;
}

let last: Paged | undefined;

/** A thread of the store. Only the one asked for last is kept: a page and its links are mostly of one. */
export function threadOf(id: ThreadId): Paged | undefined {
  if (last?.id === id) return last;
  const thread = store()?.thread(id);
  if (!thread) return undefined;
  const pageOf = new Map(
    thread.messages.map((one, index) => [one.messageId, Math.floor(index / perPage) + 1] as const),
  );
  last = { ...thread, pageOf };
  return last;
}

/** Where a list's public archive has a message; ids that we made up have no such place. */
export function archiveHref(id: MessageId): string | undefined {
  const inner = id.slice(1, -1);
  if (!/^[\w.!#$%&'*+/=?^`{|}~@-]+$/.test(inner) || /warrant|invalid$/.test(inner))
    return undefined;
  return `https://lore.kernel.org/r/${encodeURIComponent(inner).replaceAll('%40', '@')}`;
}
