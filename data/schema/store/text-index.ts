import { indexed } from '../fold.ts';
import type { Db } from './open.ts';
import { spokenOf, wordsApart } from './spoken.ts';

interface Row {
  readonly key: number;
  readonly subject: string;
  readonly body: string;
  /** As `store/spoken.ts` packs it. */
  readonly spoken: string | null;
}

/**
 * The full-text index over own and quoted words. Messages are indexed by key after they were stored, so
 * that the writer does it while other threads thread and resolve; a killed run leaves the rest to the next.
 */
export class TextIndex {
  readonly #last;
  readonly #next;
  readonly #advance;
  readonly #own;
  readonly #quoted;
  readonly #removeOwn;
  readonly #removeQuoted;
  readonly #waits;

  constructor(db: Db) {
    this.#last = db.prepare<[], number>('SELECT last_key FROM text_index').pluck();
    this.#next = db.prepare<[number, number], Row & { readonly thread_id: string | null }>(
      `SELECT key, subject, text AS body, spoken, thread_id FROM message
       JOIN body ON message_key = key WHERE key > ? AND ghost = 0 ORDER BY key LIMIT ?`,
    );
    this.#advance = db.prepare<[number]>('UPDATE text_index SET last_key = ?');
    this.#own = db.prepare('INSERT INTO own_text (rowid, subject, words) VALUES (?, ?, ?)');
    this.#quoted = db.prepare('INSERT INTO quoted_text (rowid, words) VALUES (?, ?)');
    this.#removeOwn = db.prepare(
      "INSERT INTO own_text (own_text, rowid, subject, words) VALUES ('delete', ?, ?, ?)",
    );
    this.#removeQuoted = db.prepare(
      "INSERT INTO quoted_text (quoted_text, rowid, words) VALUES ('delete', ?, ?)",
    );
    this.#waits = db
      .prepare<[], number>(
        'SELECT EXISTS (SELECT 1 FROM message WHERE key > (SELECT last_key FROM text_index) AND ghost = 0)',
      )
      .pluck();
  }

  /** Whether messages are stored and not yet indexed; counting them between batches would be quadratic. */
  waits(): boolean {
    return this.#waits.get() === 1;
  }

  /**
   * Indexes up to `count` messages more, as far as they are threaded: before, nobody knows who speaks in
   * them. Returns how many.
   */
  add(count: number): number {
    const ready: Row[] = [];
    // One by one: rows hold long texts, and those behind the first that waits would be read again.
    for (const row of this.#next.iterate(this.#last.get() ?? 0, count)) {
      if (row.thread_id === null) break;
      ready.push(row);
    }
    for (const row of ready) this.#insert(row);
    const last = ready.at(-1);
    if (last) this.#advance.run(last.key);
    return ready.length;
  }

  /** Takes a message out; it must be as it was when it was indexed. */
  remove(row: Row): void {
    if (!this.holds(row.key)) return;
    const { subject, own, quoted } = entryOf(row);
    this.#removeOwn.run(row.key, subject, own);
    if (quoted !== '') this.#removeQuoted.run(row.key, quoted);
  }

  /** Whether a message is in the index, or was passed by. */
  holds(key: number): boolean {
    return key <= (this.#last.get() ?? 0);
  }

  /** Indexes a message anew of which it came to light who speaks in it. */
  replace(row: Row, spoken: string | null): void {
    if (!this.holds(row.key)) return;
    this.remove(row);
    this.#insert({ ...row, spoken });
  }

  #insert(row: Row): void {
    const { subject, own, quoted } = entryOf(row);
    this.#own.run(row.key, subject, own);
    if (quoted !== '') this.#quoted.run(row.key, quoted);
  }
}

/** What stands in the index for a message. */
function entryOf(row: Row) {
  const { own, quoted } = wordsApart(row.body, spokenOf(row.spoken));
  return { subject: indexed(row.subject), own: indexed(own), quoted: indexed(quoted) };
}
