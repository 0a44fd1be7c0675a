import type { MessageId } from '../ids.ts';
import type { Db } from './open.ts';
import { Senders } from './senders.ts';
import { TextIndex } from './text-index.ts';
import type { NewMessage } from './writer.ts';

export type StoredMessage = NewMessage;

export interface MessageTableRow {
  readonly key: number;
  readonly message_id: MessageId;
  readonly hash: string;
  readonly synthetic: number;
  readonly ghost: number;
  readonly from_name: string;
  readonly from_address: string;
  readonly date: string | null;
  readonly subject: string;
  readonly in_reply_to: string;
  readonly refs: string;
  readonly body: string;
  readonly spoken: string | null;
}

export type SpokenRow = Pick<MessageTableRow, 'key' | 'message_id' | 'spoken'>;

/** Messages with their text, as `MessageTableRow` has them. */
export const selectMessages =
  'SELECT message.*, text AS body FROM message JOIN body ON message_key = key';

/** Rows of `message` with their index entries, sources and aliases. */
export class MessageTable {
  readonly index: TextIndex;
  readonly senders: Senders;
  readonly #db: Db;
  readonly #insert;
  readonly #insertBody;
  readonly #removeRow;
  readonly #find;
  readonly #addSource;
  readonly #alias;
  readonly #near;
  readonly #nearSynthetic;
  readonly #copiedNear;
  readonly #putSpoken;
  readonly #spokenIn;
  readonly #entry;
  readonly #forgetExtraction;

  constructor(db: Db) {
    this.#db = db;
    this.index = new TextIndex(db);
    this.senders = new Senders(db);
    this.#insert = db.prepare(
      `INSERT INTO message (message_id, hash, component, synthetic, ghost, from_name, from_address, date,
         subject, in_reply_to, refs) VALUES (?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?)`,
    );
    this.#insertBody = db.prepare('INSERT INTO body (message_key, text) VALUES (?, ?)');
    this.#removeRow = [
      'DELETE FROM message WHERE key = ?',
      'DELETE FROM body WHERE message_key = ?',
    ].map((sql) => db.prepare<[number]>(sql));
    this.#find = db.prepare<[string], { key: number; hash: string; ghost: number }>(
      'SELECT key, hash, ghost FROM message WHERE message_id = ?',
    );
    this.#addSource = db.prepare(
      'INSERT OR IGNORE INTO message_source (message_key, source_key) VALUES (?, ?)',
    );
    this.#alias = db
      .prepare<[string], MessageId>('SELECT target_id FROM alias WHERE message_id = ?')
      .pluck();
    const near = `${selectMessages} WHERE date BETWEEN ? AND ?`;
    this.#near = db.prepare<[string, string], MessageTableRow>(`${near} ORDER BY message_id`);
    this.#nearSynthetic = db.prepare<[string, string], MessageTableRow>(
      `${near} AND synthetic = 1 ORDER BY message_id`,
    );
    this.#putSpoken = db.prepare<[string | null, number]>(
      'UPDATE message SET spoken = ? WHERE key = ?',
    );
    this.#forgetExtraction = db.prepare<[string]>('DELETE FROM extraction WHERE message_id = ?');
    this.#entry = db.prepare<
      [number],
      Pick<MessageTableRow, 'key' | 'subject' | 'body' | 'spoken'>
    >(
      'SELECT key, subject, text AS body, spoken FROM message JOIN body ON message_key = key WHERE key = ?',
    );
    this.#spokenIn = db.prepare<[number], SpokenRow>(
      'SELECT key, message_id, spoken FROM message WHERE component = ? AND ghost = 0',
    );
    this.#copiedNear = db
      .prepare<[string, string], MessageId>(
        'SELECT DISTINCT group_id FROM copy WHERE date BETWEEN ? AND ? ORDER BY group_id',
      )
      .pluck();
  }

  /** Inserts a message in place of a ghost with its id, if there is one. */
  insert(message: NewMessage, component: number): number {
    const found = this.#find.get(message.messageId);
    if (found) this.removeRow(found.key);
    const { lastInsertRowid } = this.#insert.run(
      message.messageId,
      message.hash,
      component,
      message.synthetic ? 1 : 0,
      message.from.name,
      message.from.address,
      message.date,
      message.subject,
      listJson(message.inReplyTo),
      listJson(message.references),
    );
    const key = Number(lastInsertRowid);
    this.senders.note(message.from);
    this.#insertBody.run(key, message.body);
    return key;
  }

  /** The row and its text, nothing that hangs on it. */
  removeRow(key: number): void {
    for (const statement of this.#removeRow) statement.run(key);
  }

  stored(id: MessageId): { key: number; hash: string; ghost: boolean } | undefined {
    const row = this.#find.get(id);
    return row && { ...row, ghost: row.ghost === 1 };
  }

  aliasOf(id: MessageId): MessageId | undefined {
    return this.#alias.get(id);
  }

  /** Whether the source was not known before. */
  addSource(key: number, source: number): boolean {
    return this.#addSource.run(key, source).changes > 0;
  }

  /** Messages of nearly the same instant of which one may be the other without its id, by id. */
  candidates(date: string | null, synthetic: boolean): StoredMessage[] {
    if (date === null) return [];
    const rows = synthetic
      ? this.#near.all(...around(date))
      : this.#nearSynthetic.all(...around(date));
    return rows.filter((row) => row.ghost === 0).map(toStoredMessage);
  }

  /** Groups with a copy of nearly this instant, whatever the instant of the message shown. */
  copiedNear(date: string | null): MessageId[] {
    return date === null ? [] : this.#copiedNear.all(...around(date));
  }

  /** Ghosts of nearly this instant whose real id nobody knows. */
  ghostsNear(date: string | null): StoredMessage[] {
    if (date === null) return [];
    return this.#nearSynthetic
      .all(...around(date))
      .filter((row) => row.ghost === 1)
      .map(toStoredMessage);
  }

  read(id: MessageId): { message: StoredMessage; sources: number[] } | undefined {
    const row = this.#db
      .prepare<[string], MessageTableRow>(`${selectMessages} WHERE message_id = ? AND ghost = 0`)
      .get(id);
    if (!row) return undefined;
    const sources = this.#db
      .prepare<[number], number>('SELECT source_key FROM message_source WHERE message_key = ?')
      .pluck()
      .all(row.key);
    return { message: toStoredMessage(row), sources };
  }

  /** Removes a message with everything that hangs on it. */
  remove(id: MessageId): void {
    const row = this.#db
      .prepare<[string], MessageTableRow>(`${selectMessages} WHERE message_id = ? AND ghost = 0`)
      .get(id);
    if (!row) return;
    this.index.remove(row);
    for (const table of ['message_source', 'quote']) {
      this.#db.prepare(`DELETE FROM ${table} WHERE message_key = ?`).run(row.key);
    }
    this.#db.prepare('DELETE FROM variant WHERE message_id = ?').run(id);
    this.#db.prepare('DELETE FROM alias WHERE target_id = ?').run(id);
    this.#db.prepare("DELETE FROM claim WHERE message_id = ? AND origin = 'extracted'").run(id);
    this.#db.prepare('DELETE FROM extraction WHERE message_id = ?').run(id);
    this.removeRow(row.key);
  }

  /** Stores who speaks in a message; what was indexed and extracted of it follows. */
  putSpoken(row: SpokenRow, spoken: string | null): void {
    if (this.index.holds(row.key)) {
      const entry = this.#entry.get(row.key);
      if (entry) this.index.replace(entry, spoken);
    }
    this.#putSpoken.run(spoken, row.key);
    this.#forgetExtraction.run(row.message_id);
  }

  /** Messages of a component, as the map of who speaks in them is stored. */
  spokenIn(component: number): SpokenRow[] {
    return this.#spokenIn.all(component);
  }

  aliasTo(alias: MessageId, id: MessageId): void {
    this.#db
      .prepare('INSERT OR REPLACE INTO alias (message_id, target_id) VALUES (?, ?)')
      .run(alias, id);
  }

  /** The message under whose id a variant's copies are kept; the id itself for any other. */
  ownerOf(id: MessageId): MessageId {
    const owner = this.#db
      .prepare<[string], MessageId>('SELECT of_id FROM variant WHERE message_id = ?')
      .pluck()
      .get(id);
    return owner ?? id;
  }

  variantOf(variant: MessageId, id: MessageId): void {
    this.#db
      .prepare('INSERT OR REPLACE INTO variant (message_id, of_id) VALUES (?, ?)')
      .run(variant, id);
  }

  variantsOf(id: MessageId): MessageId[] {
    return this.#db
      .prepare<[string], MessageId>('SELECT message_id FROM variant WHERE of_id = ?')
      .pluck()
      .all(id);
  }
}

/** Archives stamp messages within a minute; the bounds of that in both directions. */
function around(date: string): [string, string] {
  const time = Date.parse(date);
  const at = (shift: number) => new Date(time + shift).toISOString().replace('.000Z', 'Z');
  return [at(-60_000), at(60_000)];
}

const listJson = (ids: readonly string[]) => (ids.length === 0 ? '[]' : JSON.stringify(ids));

export function toStoredMessage(row: MessageTableRow): StoredMessage {
  return {
    messageId: row.message_id,
    synthetic: row.synthetic === 1,
    inReplyTo: JSON.parse(row.in_reply_to) as MessageId[],
    references: JSON.parse(row.refs) as MessageId[],
    from: { name: row.from_name, address: row.from_address },
    date: row.date,
    subject: row.subject,
    body: row.body,
    hash: row.hash,
  };
}
