import type { Claim, RelationKind } from '../claim.ts';
import type { ClaimId, MessageId, ThreadId } from '../ids.ts';
import type { Message, Quote, Thread } from '../message.ts';

export interface MessageFilter {
  readonly thread?: ThreadId;
  /** Of these threads only. */
  readonly threads?: Iterable<ThreadId>;
  /** Case-insensitive part of the name or address. */
  readonly from?: string;
  /** Messages from these addresses, in lower case, belong to those of `from` too. */
  readonly addresses?: readonly string[];
  /** ISO 8601 instants, half open. */
  readonly after?: string;
  readonly before?: string;
}

export interface SearchFilter extends MessageFilter {
  /** Search the author's own words only, or the quoted words only; both if absent. */
  readonly in?: 'own' | 'quoted';
  readonly limit?: number;
}

export interface SearchHit {
  readonly messageId: MessageId;
  readonly threadId: ThreadId;
  readonly from: string;
  readonly date: string | null;
  readonly subject: string;
  /** Text around the match; matches stand between U+0002 and U+0003. */
  readonly snippet: string;
}

export interface StoredRelation {
  readonly from: ClaimId;
  readonly kind: RelationKind;
  readonly to: ClaimId;
  readonly origin: 'extracted' | 'curated';
}

/** How lively a thread is. */
export interface Activity {
  /** Instant of its latest message as ISO 8601 in UTC; null where no message has a date. */
  readonly latest: string | null;
  /** People who wrote in it: whoever is reviewed as one with several addresses, else one for each address. */
  readonly people: number;
}

/**
 * Read access to the store for commands and the site. Iterators stream: none loads the whole store.
 * A Message-ID that was merged into another (a synthetic id, say) finds the message it became.
 */
export interface StoreReader {
  /** Every thread, or those given, in the order of their first instants. */
  threads(of?: Iterable<ThreadId>): IterableIterator<Thread>;
  thread(id: ThreadId): Thread | undefined;
  /** Of every thread with a message of its own, at the cost of one look through the store. */
  activity(): ReadonlyMap<ThreadId, Activity>;
  /** Threads with a message that was read from a place, or from a file below it. */
  threadsFrom(location: string): ThreadId[];
  /** How much the store holds; ghosts do not count. */
  size(): { readonly messages: number; readonly threads: number };
  message(id: MessageId): Message | undefined;
  /** The mail that this message was read from, byte for byte; undefined where no source had it so. */
  original(id: MessageId): Uint8Array | undefined;
  messages(filter?: MessageFilter): IterableIterator<Message>;
  /** Quotes inside a message, in order of start. */
  quotesIn(id: MessageId): Quote[];
  /** Quotes elsewhere whose origin is this message. */
  quotesOf(id: MessageId): Quote[];
  claims(filter?: {
    readonly message?: MessageId;
    readonly origin?: Claim['origin'];
  }): IterableIterator<Claim>;
  claim(id: ClaimId): Claim | undefined;
  relationsOf(id: ClaimId): StoredRelation[];
  search(query: string, filter?: SearchFilter): SearchHit[];
  /** Everybody who wrote, with the number of messages, ghosts left out. */
  senders(): { readonly name: string; readonly address: string; readonly messages: number }[];
  /** Messages that a search cannot find yet. */
  unindexed(): number;
  close(): void;
}
