import type { Db } from './open.ts';
import { parseQuery } from './query.ts';
import type { SearchFilter, SearchHit } from './reader.ts';
import { snippet } from './snippet.ts';
import { partOf, spokenOf } from './spoken.ts';
import { whereOf } from './where.ts';

/**
 * Matches in both indexes together up to which all of them are ranked. Beyond, a word says nothing about what a
 * message is about, and the newest come first, as lore and notmuch list them.
 */
const mostRanked = 6_000;
/** Matches up to which it is cheaper to gather them than to ask the index message by message. */
const mostGathered = 60_000;
/** Messages asked one by one, newest first, before all matches are gathered after all. */
const mostAsked = 400;

interface HitRow extends Omit<SearchHit, 'snippet'> {
  readonly body: string;
  readonly spoken: string | null;
}

type Value = string | number;

/** A search as every plan needs it. */
export interface Search {
  readonly tables: readonly string[];
  readonly match: string;
  readonly where: string;
  readonly values: readonly Value[];
  readonly limit: number;
}

/**
 * Best matches first; equal ones by date, newest first, then by id. Of words that very many messages have,
 * the newest come first. A query without words finds nothing.
 */
export function searchStore(db: Db, query: string, filter: SearchFilter): SearchHit[] {
  const { match, terms } = parseQuery(query);
  if (match === '') return [];
  const { where, values } = whereOf(filter);
  const tables =
    filter.in === 'own'
      ? ['own_text']
      : filter.in === 'quoted'
        ? ['quoted_text']
        : ['own_text', 'quoted_text'];
  const search = { tables, match, where, values, limit: filter.limit ?? 50 };
  return found(db, search).map(({ body, spoken, ...hit }) => ({
    ...hit,
    snippet: snippet(partOf(body, spokenOf(spoken), filter.in), terms),
  }));
}

function found(db: Db, search: Search): HitRow[] {
  const few = ranked(db, search, mostRanked);
  if (few) return few;
  // A prefix is many words, each of which would be looked up for every message.
  const oneByOne = !search.match.includes('*') && search.limit <= 100;
  if (!oneByOne || !moreThan(db, search, mostGathered)) return gathered(db, search);
  const rows = asked(db, search);
  return rows.length === search.limit ? rows : gathered(db, search);
}

/** Whether one of the indexes has more matches; counted no further. */
function moreThan(db: Db, { tables, match }: Search, most: number): boolean {
  return tables.some((table) => {
    const sql = `SELECT count(*) FROM (SELECT 1 FROM ${table} WHERE ${table} MATCH ? LIMIT ?)`;
    return (
      (db
        .prepare<[string, number], number>(sql)
        .pluck()
        .get(match, most + 1) ?? 0) > most
    );
  });
}

const columns = `message_id AS messageId, message.thread_id AS threadId, coalesce(nullif(from_name, ''), from_address) AS "from", date, message.subject, text AS body, spoken`;

/**
 * Every match with its rank (bm25); a message may match in its own and in its quoted words, of which the
 * better counts. Null where one of the indexes has more than `most`. The matches are kept beside the store, so that
 * the index is asked once: a phrase of frequent words takes long to look up however rare it is.
 */
export function ranked(db: Db, search: Search, most = Number.MAX_SAFE_INTEGER): HitRow[] | null {
  const { tables, match, where, values, limit } = search;
  db.exec('DROP TABLE IF EXISTS temp.hit');
  db.exec('CREATE TEMP TABLE hit (key INTEGER PRIMARY KEY, rank REAL NOT NULL) STRICT');
  for (const table of tables) {
    const { changes } = db
      .prepare<[string, number]>(
        `INSERT INTO hit SELECT rowid, rank FROM ${table} WHERE ${table} MATCH ? LIMIT ?
         ON CONFLICT (key) DO UPDATE SET rank = min(rank, excluded.rank)`,
      )
      .run(match, most < Number.MAX_SAFE_INTEGER ? most + 1 : -1);
    if (changes > most) return null;
  }
  return db
    .prepare<Value[], HitRow>(
      // CROSS JOIN keeps the order: of a large store, SQLite would walk all messages and look for each in the few found.
      `SELECT ${columns} FROM (
         SELECT message.key AS best, rank FROM temp.hit CROSS JOIN message ON message.key = hit.key
         WHERE thread_id IS NOT NULL AND ${where}
         ORDER BY rank, date DESC, message_id LIMIT ?
       ) CROSS JOIN message ON message.key = best CROSS JOIN body ON message_key = best
       ORDER BY rank, date DESC, message_id`,
    )
    .all(...values, limit);
}

/** The newest matches: every message of the filter is asked, newest first, whether it is in the set of all. */
export function gathered(db: Db, { tables, match, where, values, limit }: Search): HitRow[] {
  const set = tables.map((table) => `SELECT rowid FROM ${table} WHERE ${table} MATCH ?`);
  // The plus keeps SQLite from looking up the set's members instead.
  return newest(
    db,
    `${where} AND +key IN (${set.join(' UNION ')})`,
    [...values, ...tables.map(() => match)],
    limit,
  );
}

/** The same, and the index is asked for each message: where most messages match, a few questions do. */
export function asked(db: Db, { tables, match, where, values, limit }: Search): HitRow[] {
  const either = tables
    .map((table) => `EXISTS (SELECT 1 FROM ${table} WHERE ${table} MATCH ? AND rowid = recent)`)
    .join(' OR ');
  return newest(
    db,
    `key IN (SELECT recent FROM (SELECT key AS recent FROM message
       WHERE ${where} ORDER BY date DESC LIMIT ${mostAsked})
     WHERE ${either} LIMIT ?)`,
    [...values, ...tables.map(() => match), limit + ties],
    limit,
  );
}

/** Messages of one second beyond the limit, so that their ids decide and not their places in the store. */
const ties = 50;

function newest(db: Db, where: string, values: readonly Value[], limit: number): HitRow[] {
  return db
    .prepare<Value[], HitRow>(
      // Inside, an index has all that is asked for, and no row is read for a message that is not shown.
      `SELECT ${columns} FROM (
         SELECT key AS recent FROM message WHERE ${where} ORDER BY date DESC LIMIT ?
       ) CROSS JOIN message ON message.key = recent CROSS JOIN body ON message_key = recent
       WHERE thread_id IS NOT NULL ORDER BY date DESC, message_id LIMIT ?`,
    )
    .all(...values, limit + ties, limit);
}
