import type { Followed } from '../../data/schema/followed.ts';
import type { MessageId, ThreadId } from '../../data/schema/ids.ts';
import type { Message } from '../../data/schema/message.ts';
import type { Publication } from '../../data/schema/publication.ts';
import type { MessageFilter, StoreReader } from '../../data/schema/store/reader.ts';

/** What reviews and `warrant follow` name. */
export interface Named {
  /** Messages that a review names or that a reviewed claim stands in. */
  readonly reviewed: readonly MessageId[];
  readonly followed: readonly Followed[];
}

/** The threads of a store that become pages; null where all do. */
export function publishedThreads(
  reader: StoreReader,
  rule: Publication,
  { reviewed, followed }: Named,
): ReadonlySet<ThreadId> | null {
  if (reader.size().messages <= rule.whole) return null;
  const threadOf = (id: MessageId) => reader.message(id)?.threadId ?? [];
  return new Set([
    ...(rule.reviewed ? reviewed.flatMap(threadOf) : []),
    ...(rule.followed
      ? followed.flatMap(({ source }) =>
          source.startsWith('<') ? threadOf(source as MessageId) : reader.threadsFrom(source),
        )
      : []),
  ]);
}

/** A store of which some threads are there and nothing else. */
export function publishedReader(store: StoreReader, threads: ReadonlySet<ThreadId>): StoreReader {
  const shown = (id: MessageId) => {
    const message = store.message(id);
    return message && threads.has(message.threadId) ? message : undefined;
  };
  return {
    threads: (of = threads) => store.threads([...of].filter((id) => threads.has(id))),
    thread: (id) => (threads.has(id) ? store.thread(id) : undefined),
    threadsFrom: (location) => store.threadsFrom(location).filter((id) => threads.has(id)),
    size: () => store.size(),
    activity: () => new Map([...store.activity()].filter(([id]) => threads.has(id))),
    message: shown,
    original: (id) => (shown(id) ? store.original(id) : undefined),
    messages: (filter: MessageFilter = {}) => store.messages({ ...filter, threads }),
    quotesIn: (id) => store.quotesIn(id),
    quotesOf: (id) => store.quotesOf(id).filter((quote) => shown(quote.messageId)),
    claims: (filter) => store.claims(filter),
    claim: (id) => store.claim(id),
    relationsOf: (id) => store.relationsOf(id),
    search: (query, filter) => store.search(query, filter),
    senders: () => sendersOf(store.messages({ threads })),
    unindexed: () => store.unindexed(),
    close: () => store.close(),
  };
}

function sendersOf(messages: Iterable<Message>): ReturnType<StoreReader['senders']> {
  const found = new Map<string, ReturnType<StoreReader['senders']>[number]>();
  for (const { from, ghost } of messages) {
    if (ghost) continue;
    const key = JSON.stringify(from);
    found.set(key, { ...from, messages: (found.get(key)?.messages ?? 0) + 1 });
  }
  return [...found.values()];
}
