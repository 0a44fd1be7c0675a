import type { Statement } from 'better-sqlite3';
import type { Claim } from '../claim.ts';
import type { ClaimId, MessageId, ThreadId } from '../ids.ts';
import type { Message, PatchSeries, Quote, SourceRef, Thread } from '../message.ts';
import type { Db } from './open.ts';
import { hashStart } from './originals.ts';
import { unpacked } from './packed-mail.ts';
import type {
  Activity,
  MessageFilter,
  SearchFilter,
  SearchHit,
  StoredRelation,
  StoreReader,
} from './reader.ts';
import {
  type ClaimRow,
  claimColumns,
  type MessageRow,
  messageColumns,
  type QuoteRow,
  quoteColumns,
  toClaim,
  toMessage,
  toQuote,
} from './rows.ts';
import { searchStore } from './search.ts';
import { whereOf } from './where.ts';

type ThreadRow = Pick<Thread, 'id' | 'subject'> & { readonly series: string | null };
type PlacedRow = Omit<Thread['messages'][number], 'ghost'> & { readonly ghost: number };

/** One value for each person: whoever was reviewed, else an address, or a name without one. */
const person = "coalesce(sender.person, nullif(lower(from_address), ''), from_name)";

export class SqliteReader implements StoreReader {
  readonly #db: Db;

  readonly #statements = new Map<string, Statement>();
  readonly #known = new Map<number, SourceRef>();

  constructor(db: Db) {
    this.#db = db;
  }

  /**
   * A statement compiled once: a site of 20,000 messages asks the same few questions 100,000 times.
   * Only for `get` and `all`; a statement that is being iterated cannot be asked again.
   */
  #prepared<Values extends unknown[], Row>(sql: string): Statement<Values, Row> {
    const known = this.#statements.get(sql) ?? this.#db.prepare(sql);
    this.#statements.set(sql, known);
    return known as Statement<Values, Row>;
  }

  *threads(of?: Iterable<ThreadId>): IterableIterator<Thread> {
    const within = of ? 'WHERE thread_id IN (SELECT value FROM json_each(?))' : '';
    const rows = this.#db
      .prepare<string[], ThreadRow>(
        `SELECT thread_id AS id, subject, series FROM thread ${within} ORDER BY first_date, thread_id`,
      )
      .iterate(...(of ? [JSON.stringify([...of])] : []));
    for (const row of rows) yield this.#thread(row);
  }

  thread(id: ThreadId): Thread | undefined {
    const row = this.#prepared<[ThreadId], ThreadRow>(
      'SELECT thread_id AS id, subject, series FROM thread WHERE thread_id = ?',
    ).get(id);
    return row ? this.#thread(row) : undefined;
  }

  threadsFrom(location: string): ThreadId[] {
    const below = `${location.replace(/[\\%_]/g, '\\$&').replace(/\/?$/, '/')}%`;
    return this.#db
      .prepare<[string, string], { readonly thread_id: ThreadId }>(
        `SELECT DISTINCT thread_id FROM source JOIN message_source ON source_key = source.key
           JOIN message ON message.key = message_key
         WHERE (location = ? OR location LIKE ? ESCAPE '\\') AND thread_id IS NOT NULL ORDER BY thread_id`,
      )
      .all(location, below)
      .map(({ thread_id }) => thread_id);
  }

  size(): { readonly messages: number; readonly threads: number } {
    const held = this.#db
      .prepare<[], { readonly messages: number; readonly threads: number }>(
        'SELECT (SELECT count(*) FROM message WHERE ghost = 0) AS messages, (SELECT count(*) FROM thread) AS threads',
      )
      .get();
    return held ?? { messages: 0, threads: 0 };
  }

  activity(): ReadonlyMap<ThreadId, Activity> {
    const rows = this.#db
      .prepare<[], Activity & { readonly thread_id: ThreadId }>(
        `SELECT thread_id, max(date) AS latest, count(DISTINCT ${person}) AS people
         FROM message LEFT JOIN sender ON name = from_name AND address = from_address
         WHERE ghost = 0 AND thread_id IS NOT NULL GROUP BY thread_id`,
      )
      .iterate();
    return new Map(
      [...rows].map(({ thread_id, latest, people }) => [thread_id, { latest, people }]),
    );
  }

  senders() {
    return this.#prepared<[], { name: string; address: string; messages: number }>(
      `SELECT from_name AS name, from_address AS address, count(*) AS messages FROM message
       WHERE ghost = 0 GROUP BY from_name, from_address ORDER BY from_name, from_address`,
    ).all();
  }

  #thread({ id, subject, series }: ThreadRow): Thread {
    const rows = this.#prepared<[ThreadId], PlacedRow>(
      `SELECT message_id AS messageId, parent_id AS inReplyTo, ghost, depth, link FROM message
         WHERE thread_id = ? ORDER BY position`,
    ).all(id);
    return {
      id,
      subject,
      series: series === null ? null : (JSON.parse(series) as PatchSeries),
      messages: rows.map((row) => ({ ...row, ghost: row.ghost === 1 })),
    };
  }

  message(id: MessageId): Message | undefined {
    const row = this.#prepared<[MessageId, MessageId], MessageRow>(
      `SELECT ${messageColumns} FROM message JOIN body ON message_key = message.key
         WHERE message_id = coalesce((SELECT target_id FROM alias WHERE message_id = ?), ?)
           AND thread_id IS NOT NULL`,
    ).get(id, id);
    return row ? toMessage(row, this.#sources(row.key)) : undefined;
  }

  original(id: MessageId): Uint8Array | undefined {
    // Of several the longest, which lost the fewest of its headers, whatever came first.
    const row = this.#prepared<[MessageId, MessageId], MessageRow & { readonly zstd: Uint8Array }>(
      `SELECT ${messageColumns}, zstd FROM message JOIN body ON message_key = message.key
         JOIN original ON ${hashStart} = substr(message.hash, 1, 12) AND original.hash = message.hash
         WHERE message_id = coalesce((SELECT target_id FROM alias WHERE message_id = ?), ?)
         ORDER BY length DESC, sha256 LIMIT 1`,
    ).get(id, id);
    return row && unpacked(row.zstd, toMessage(row, []));
  }

  *messages(filter: MessageFilter = {}): IterableIterator<Message> {
    const { where, values } = whereOf(filter);
    const rows = this.#db
      .prepare<string[], MessageRow>(
        `SELECT ${messageColumns} FROM message JOIN body ON message_key = message.key JOIN thread USING (thread_id)
         WHERE ${where} ORDER BY first_date, message.thread_id, position`,
      )
      .iterate(...values);
    for (const row of rows) yield toMessage(row, this.#sources(row.key));
  }

  #sources(key: number): SourceRef[] {
    // Messages are many and sources are few: each source is read once.
    const rows = this.#prepared<[number], { readonly source_key: number }>(
      'SELECT source_key FROM message_source WHERE message_key = ?',
    ).all(key);
    return rows
      .map((row) => this.#source(row.source_key))
      .sort((a, b) => order(a.location, b.location) || order(a.format, b.format));
  }

  #source(key: number): SourceRef {
    const known = this.#known.get(key);
    if (known) return known;
    const found = this.#prepared<[number], SourceRef>(
      'SELECT location, format FROM source WHERE key = ?',
    ).get(key);
    if (!found) throw new Error(`the store names a source that it does not have: ${key}`);
    this.#known.set(key, found);
    return found;
  }

  quotesIn(id: MessageId): Quote[] {
    // A subquery: SQLite takes more than twice as long where it joins the message for its key alone.
    return this.#prepared<[MessageId, MessageId], QuoteRow>(
      `SELECT ? AS messageId, ${quoteColumns} FROM quote
         WHERE message_key = (SELECT key FROM message WHERE message_id = ?) ORDER BY start, depth`,
    )
      .all(id, id)
      .map(toQuote);
  }

  quotesOf(id: MessageId): Quote[] {
    return this.#prepared<[MessageId], QuoteRow>(
      `SELECT message_id AS messageId, ${quoteColumns} FROM quote JOIN message ON message.key = message_key
         WHERE origin_id = ? ORDER BY date, message_id, start, quote.depth`,
    )
      .all(id)
      .map(toQuote);
  }

  *claims(
    filter: { readonly message?: MessageId; readonly origin?: Claim['origin'] } = {},
  ): IterableIterator<Claim> {
    const values = [filter.message, filter.origin].filter((value) => value !== undefined);
    const where = [
      ...(filter.message === undefined ? [] : ['message_id = ?']),
      ...(filter.origin === undefined ? [] : ['origin = ?']),
    ];
    const sql = `SELECT ${claimColumns} FROM claim WHERE ${where.join(' AND ') || '1'}
       ORDER BY message_id, start, claim_id, origin`;
    // One message's are few, and asked for message by message.
    const rows =
      filter.message === undefined
        ? this.#db.prepare<string[], ClaimRow>(sql).iterate(...values)
        : this.#prepared<string[], ClaimRow>(sql).all(...values);
    for (const row of rows) yield toClaim(row);
  }

  claim(id: ClaimId): Claim | undefined {
    // Curated wins over extracted where both hold the same quote: 'curated' sorts first.
    const row = this.#prepared<[ClaimId], ClaimRow>(
      `SELECT ${claimColumns} FROM claim WHERE claim_id = ? ORDER BY origin LIMIT 1`,
    ).get(id);
    return row && toClaim(row);
  }

  relationsOf(id: ClaimId): StoredRelation[] {
    return this.#prepared<[ClaimId, ClaimId], StoredRelation>(
      `SELECT from_id AS "from", kind, to_id AS "to", origin FROM relation
         WHERE from_id = ? OR to_id = ? ORDER BY from_id, kind, to_id, origin`,
    ).all(id, id);
  }

  search(query: string, filter: SearchFilter = {}): SearchHit[] {
    return searchStore(this.#db, query, filter);
  }

  unindexed(): number {
    const sql =
      'SELECT count(*) FROM message WHERE key > (SELECT last_key FROM text_index) AND ghost = 0';
    return this.#db.prepare<[], number>(sql).pluck().get() ?? 0;
  }

  close(): void {
    this.#db.close();
  }
}

/** As SQLite's BINARY collation has it. */
const order = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
