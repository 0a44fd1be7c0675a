import type { MessageId, ThreadId } from '../ids.ts';
import type { Mailbox, Quote, Spoken, ThreadLink } from '../message.ts';
import { ClaimWriter } from './claim-writer.ts';
import { Components } from './components.ts';
import { CopyWriter } from './copy-writer.ts';
import { storeFault } from './fault.ts';
import { type Db, openForWriting } from './open.ts';
import { Originals } from './originals.ts';
import { ProgressWriter } from './progress-writer.ts';
import { ThreadWriter } from './thread-writer.ts';

/** A message as ingest parsed it. */
export interface NewMessage {
  readonly messageId: MessageId;
  /** The source had no usable Message-ID; `messageId` was derived from the content and is stable. */
  readonly synthetic: boolean;
  /** Ids found in In-Reply-To, in order; prose is already dropped. */
  readonly inReplyTo: readonly MessageId[];
  readonly references: readonly MessageId[];
  readonly from: Mailbox;
  /** ISO 8601 in UTC, or null where the Date cannot be read. */
  readonly date: string | null;
  readonly subject: string;
  /** Decoded text body, `\n` line ends. */
  readonly body: string;
  /** SHA-256 over all of the above: two copies with one hash are one copy. */
  readonly hash: string;
}

/** A message in thread order, as threading found it; ghosts carry what is known of them. */
export interface ThreadedMessage {
  readonly messageId: MessageId;
  readonly inReplyTo: MessageId | null;
  readonly depth: number;
  readonly link: ThreadLink | null;
  readonly date: string | null;
  readonly ghost: {
    readonly from: Mailbox;
    readonly subject: string;
    readonly body: string;
    readonly spoken: readonly Spoken[];
  } | null;
}

export interface ThreadedThread {
  readonly id: ThreadId;
  readonly subject: string;
  /** Patch series as JSON, or null. */
  readonly series: string | null;
  readonly messages: readonly ThreadedMessage[];
}

/** All that was derived from one component: its threads and the quotes in its messages. */
export interface DerivedComponent {
  readonly component: number;
  /** The version that it was derived from; another by now means that it must be derived again. */
  readonly version: number;
  readonly threads: readonly ThreadedThread[];
  readonly quotes: readonly Quote[];
  /** Who speaks in each of its messages of which others do. */
  readonly spoken: ReadonlyMap<MessageId, readonly Spoken[]>;
}

/**
 * The one writer of the store. Everything happens inside `batch`, which is one transaction: all of it is
 * stored or none. Several processes may write; each waits for the other's transaction.
 *
 * Parts: `copies` takes messages, `components` says which are connected, `threads` stores what was
 * derived of a component, `progress` remembers sources, and `claims` takes what extraction and review
 * say: call `claims.putExtracted(messageId, …)` for each message of `claims.pending(extractor)` and
 * `claims.putCurated(…)` to replace everything that was curated.
 */
export class StoreWriter {
  readonly db: Db;
  readonly file: string;
  readonly components: Components;
  readonly copies: CopyWriter;
  readonly threads: ThreadWriter;
  readonly progress: ProgressWriter;
  readonly claims: ClaimWriter;
  readonly originals: Originals;

  constructor(db: Db, file: string) {
    this.db = db;
    this.file = file;
    this.components = new Components(db);
    this.copies = new CopyWriter(db, this.components);
    this.threads = new ThreadWriter(db, this.copies.table);
    this.progress = new ProgressWriter(db);
    this.claims = new ClaimWriter(db);
    this.originals = new Originals(db);
  }

  /** Runs `work` in one transaction that holds the write lock from its start. */
  batch<T>(work: () => T): T {
    try {
      return this.db
        .transaction(() => {
          this.components.begin();
          return work();
        })
        .immediate();
    } catch (caught) {
      this.components.forget();
      this.copies.table.senders.forget();
      throw storeFault(caught, this.file);
    }
  }

  close(): void {
    try {
      this.db.pragma('optimize');
      this.db.close();
    } catch (caught) {
      throw storeFault(caught, this.file);
    }
  }
}

/** Opens a store for writing; makes it where there is none. */
export function openWriter(file: string): StoreWriter {
  return new StoreWriter(openForWriting(file), file);
}
