import type { MessageId } from '../ids.ts';
import type { Quote } from '../message.ts';
import type { Components } from './components.ts';
import type { CopyRules } from './copy-writer.ts';
import type { MessageTable } from './message-table.ts';
import type { Db } from './open.ts';
import { packed } from './spoken.ts';
import type { DerivedComponent, ThreadedMessage, ThreadedThread } from './writer.ts';

/** What happened to a derived component that was handed over for storing. */
export interface Stored {
  /** False where the component changed meanwhile; it stays dirty and must be derived again. */
  readonly current: boolean;
  readonly threadsAdded: number;
  readonly threadsChanged: number;
}

const stale: Stored = { current: false, threadsAdded: 0, threadsChanged: 0 };

/** RFC 2606 reserves `.invalid`: an id that ends so was made here, and the real one is not known. */
const isOurs = (id: string) => id.endsWith('.invalid>');

/** Replaces what was derived from one component: threads, ghosts, quotes. */
export class ThreadWriter {
  readonly #version;
  readonly #placeMessage;
  readonly #insertGhost;
  readonly #insertBody;
  readonly #insertThread;
  readonly #insertQuote;
  readonly #keyOf;
  readonly #oldThreads;
  readonly #clear;
  readonly #clean;
  readonly #messages: MessageTable;

  constructor(db: Db, messages: MessageTable) {
    this.#messages = messages;
    this.#version = db
      .prepare<[number], number>('SELECT version FROM component WHERE key = ?')
      .pluck();
    this.#placeMessage = db.prepare(
      `UPDATE message SET thread_id = ?, parent_id = ?, position = ?, depth = ?, link = ?
       WHERE message_id = ? AND ghost = 0`,
    );
    this.#insertGhost = db.prepare(
      `INSERT INTO message (message_id, hash, component, synthetic, ghost, from_name, from_address, date,
         subject, in_reply_to, refs, thread_id, parent_id, position, depth, spoken)
       VALUES (?, '', ?, ?, 1, ?, ?, ?, ?, '[]', '[]', ?, ?, ?, ?, ?)`,
    );
    this.#insertBody = db.prepare('INSERT INTO body (message_key, text) VALUES (?, ?)');
    this.#insertThread = db.prepare(
      'INSERT INTO thread (thread_id, component, subject, first_date, series) VALUES (?, ?, ?, ?, ?)',
    );
    this.#insertQuote = db.prepare(
      `INSERT OR REPLACE INTO quote (message_key, start, "end", depth, attributed_to, text, origin_id,
         origin_start, origin_end, fidelity) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#keyOf = db
      .prepare<[string], number>('SELECT key FROM message WHERE message_id = ?')
      .pluck();
    this.#oldThreads = db
      .prepare<[number], string>('SELECT thread_id FROM thread WHERE component = ?')
      .pluck();
    this.#clear = [
      'DELETE FROM quote WHERE message_key IN (SELECT key FROM message WHERE component = ?)',
      'DELETE FROM body WHERE message_key IN (SELECT key FROM message WHERE component = ? AND ghost = 1)',
      'DELETE FROM message WHERE component = ? AND ghost = 1',
      'DELETE FROM thread WHERE component = ?',
      'UPDATE message SET thread_id = NULL, position = NULL WHERE component = ? AND thread_id IS NOT NULL',
    ].map((sql) => db.prepare<[number]>(sql));
    this.#clean = db.prepare<[number]>('UPDATE component SET dirty = 0 WHERE key = ?');
  }

  put(derived: DerivedComponent, components: Components, mayBe: CopyRules['mayBe']): Stored {
    if (this.#version.get(derived.component) !== derived.version) return stale;
    if (this.#adopts(derived, components, mayBe)) return stale;
    const before = new Set(this.#oldThreads.all(derived.component));
    const fresh = before.size === 0;
    if (!fresh) for (const statement of this.#clear) statement.run(derived.component);
    for (const thread of derived.threads) this.#putThread(derived.component, thread);
    this.#putQuotes(derived.quotes);
    this.#putSpoken(derived, fresh);
    this.#clean.run(derived.component);
    const added = derived.threads.filter((thread) => !before.has(thread.id)).length;
    return {
      current: true,
      threadsAdded: fresh ? derived.threads.length : Math.max(0, added - before.size),
      threadsChanged: fresh ? 0 : before.size,
    };
  }

  /**
   * A ghost known from attribution lines may be a message, or a ghost, of another component: then the
   * two are one, and what was derived is out of date. True where that was so.
   */
  #adopts(derived: DerivedComponent, components: Components, mayBe: CopyRules['mayBe']): boolean {
    const ids: MessageId[] = [];
    for (const { messageId, date, ghost } of derived.threads.flatMap(({ messages }) => messages)) {
      if (!ghost) continue;
      ids.push(messageId);
      if (date === null || !isOurs(messageId)) continue;
      const known = this.#messages.candidates(date, true);
      ids.push(
        ...known
          .filter((message) => mayBe({ ...message, ...ghost, date }, message))
          .map((m) => m.messageId),
      );
    }
    return components.adopt(ids, derived.component);
  }

  #putThread(component: number, thread: ThreadedThread): void {
    let first: string | null = null;
    for (const [position, message] of thread.messages.entries()) {
      const date = this.#placeOrInsert(component, thread, message, position);
      if (date !== null && (first === null || date < first)) first = date;
    }
    this.#insertThread.run(thread.id, component, thread.subject, first ?? '', thread.series);
  }

  #placeOrInsert(
    component: number,
    thread: ThreadedThread,
    message: ThreadedMessage,
    position: number,
  ): string | null {
    const { messageId, inReplyTo, depth, link, ghost, date } = message;
    if (!ghost) {
      this.#placeMessage.run(thread.id, inReplyTo, position, depth, link, messageId);
      return date;
    }
    const { lastInsertRowid } = this.#insertGhost.run(
      messageId,
      component,
      isOurs(messageId) ? 1 : 0,
      ghost.from.name,
      ghost.from.address,
      date,
      ghost.subject,
      thread.id,
      inReplyTo,
      position,
      depth,
      packed(ghost.spoken),
    );
    this.#messages.senders.note(ghost.from);
    this.#insertBody.run(lastInsertRowid, ghost.body);
    return date;
  }

  #putSpoken({ component, spoken }: DerivedComponent, fresh: boolean): void {
    if (fresh && spoken.size === 0) return;
    for (const row of this.#messages.spokenIn(component)) {
      const now = packed(spoken.get(row.message_id) ?? []);
      if (now !== row.spoken) this.#messages.putSpoken(row, now);
    }
  }

  /** Quotes of one message come together, so that its key is looked up once. */
  #putQuotes(quotes: readonly Quote[]): void {
    let message: MessageId | undefined;
    let key: number | undefined;
    for (const quote of quotes) {
      if (quote.messageId !== message) {
        message = quote.messageId;
        key = this.#keyOf.get(message);
      }
      if (key !== undefined) this.#putQuote(key, quote);
    }
  }

  #putQuote(key: number, quote: Quote): void {
    this.#insertQuote.run(
      key,
      quote.start,
      quote.end,
      quote.depth,
      quote.attributedTo,
      quote.text,
      quote.origin?.messageId ?? null,
      quote.origin?.start ?? null,
      quote.origin?.end ?? null,
      quote.fidelity,
    );
  }
}
