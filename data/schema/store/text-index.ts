import { indexed } from './fold.ts';
import type { Db } from './open.ts';

/** Splits a body into the author's words and the quoted words; ingest knows how. */
export type Words = (body: string) => { readonly own: string; readonly quoted: string };

interface Row {
  readonly key: number;
  readonly subject: string;
  readonly body: string;
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
  readonly #remaining;

  constructor(db: Db) {
    this.#last = db.prepare<[], number>('SELECT last_key FROM text_index').pluck();
    this.#next = db.prepare<[number, number], Row>(
      `SELECT key, subject, text AS body FROM message JOIN body ON message_key = key
       WHERE key > ? AND ghost = 0 ORDER BY key LIMIT ?`,
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
    this.#remaining = db
      .prepare<[], number>(
        'SELECT count(*) FROM message WHERE key > (SELECT last_key FROM text_index) AND ghost = 0',
      )
      .pluck();
  }

  /** Messages stored and not yet indexed. */
  remaining(): number {
    return this.#remaining.get() ?? 0;
  }

  /** Indexes up to `count` messages more. */
  add(count: number, words: Words): void {
    const rows = this.#next.all(this.#last.get() ?? 0, count);
    for (const row of rows) {
      const { subject, own, quoted } = entryOf(row, words);
      this.#own.run(row.key, subject, own);
      if (quoted !== '') this.#quoted.run(row.key, quoted);
    }
    const last = rows.at(-1);
    if (last) this.#advance.run(last.key);
  }

  /** Takes a message out; it must be as it was when it was indexed. */
  remove(row: Row, words: Words): void {
    if (row.key > (this.#last.get() ?? 0)) return;
    const { subject, own, quoted } = entryOf(row, words);
    this.#removeOwn.run(row.key, subject, own);
    if (quoted !== '') this.#removeQuoted.run(row.key, quoted);
  }
}

/** What stands in the index for a message. */
function entryOf(row: Row, words: Words) {
  const { own, quoted } = words(row.body);
  return { subject: indexed(row.subject), own: indexed(own), quoted: indexed(quoted) };
}
